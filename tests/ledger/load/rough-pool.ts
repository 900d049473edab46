import { type ClientBase, Pool, type PoolClient } from 'pg'
import type { Database } from '../../../src/store/postgres/postgres.js'
import type { Draw } from './seeded.js'

/** A pool that hears what the database says of its failures, and whose connections can be broken in mid-query. */
export interface RoughPool extends Database {
  /** How often which SQLSTATE was told, or, where the connection broke, `broken`. */
  readonly heard: ReadonlyMap<string, number>
  /** Breaks one of the connections at work, from this side; says whether there was one. */
  readonly breakOne: (draw: Draw) => boolean
  readonly end: () => Promise<void>
}

/**
 * @param max connections
 * @param setUp what each connection is told before anything else, as somebody's own code may
 */
export function roughPool(url: string, max: number, setUp?: string): RoughPool {
  const pool = new Pool({
    ...{ connectionString: url, max, application_name: 'load' },
    ...(setUp !== undefined && { onConnect: (client: ClientBase) => client.query(setUp) }),
  })
  const atWork = new Set<PoolClient>()
  const heard = new Map<string, number>()
  // A connection that breaks while it is idle concerns nobody.
  pool.on('error', () => undefined)
  pool.on('acquire', (client) => atWork.add(client))
  pool.on('release', (_, client) => atWork.delete(client))
  pool.on('remove', (client) => atWork.delete(client))
  return {
    heard,
    async query(text, values) {
      try {
        return await pool.query(text, values)
      } catch (error) {
        const { code } = error as { readonly code?: string }
        const said = code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : 'broken'
        heard.set(said, (heard.get(said) ?? 0) + 1)
        throw error
      }
    },
    breakOne(draw) {
      if (atWork.size === 0) return false
      void draw.pick([...atWork]).end()
      return true
    },
    end: () => pool.end(),
  }
}
