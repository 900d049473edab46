import { randomBytes } from 'node:crypto'
import { Client, Pool } from 'pg'

/** A database of a test's own on the run's PostgreSQL, and a pool on it. */
export interface Database {
  readonly url: string
  readonly pool: Pool
  /** Ends the pool and drops the database. */
  readonly drop: () => Promise<void>
}

const command = async (url: string, sql: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * @param server  the address of `inject('postgresUrl')`
 * @param max     connections of the pool
 */
export const createDatabase = async (server: string, max = 10): Promise<Database> => {
  const name = `test_${randomBytes(6).toString('hex')}`
  await command(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const pool = new Pool({ connectionString: url.href, max })
  let dropping = false
  // A connection that has said goodbye may be ended by force before the server has heard it.
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      if (!dropping) pool.emit('error', error, client)
    })
  })
  const drop = async (): Promise<void> => {
    dropping = true
    // The pool hears of it as well where the connection was idle.
    pool.on('error', () => undefined)
    await pool.end()
    await command(server, `drop database ${name} with (force)`)
  }
  return { url: url.href, pool, drop }
}
