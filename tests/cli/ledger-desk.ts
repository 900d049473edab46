import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { type Database, postgres } from 'evenhanded/postgres'
import { createServer, type Store } from 'evenhanded/server'
import { createDatabase } from '../support/database.js'
import { type Desk, openDesk, type Said } from './desk.js'
import { ledger, policy } from './ledger.program.js'

const source = readFileSync(fileURLToPath(new URL('./ledger.program.ts', import.meta.url)), 'utf8')

/** A database that command lines and tests share, and a program file per test, which is a tenant of its own. */
export interface LedgerDesk extends Pick<Desk, 'folder' | 'secret' | 'program'> {
  readonly store: Store
  /** The words that lead a command to it. */
  readonly where: readonly string[]
  /** Whether several may use it at once. */
  readonly isShared: boolean
  /** Lets others open an embedded database. */
  letGo(): Promise<void>
  /** Runs a command line on the database. */
  run(...words: readonly string[]): Promise<Said>
  /** The server of a tenant, at a time of its own. */
  server(tenant: string, clock?: () => number): ReturnType<typeof serverOf>
  /** Asks the database, as whoever may do anything. */
  query(text: string, values?: unknown[]): Promise<readonly unknown[]>
  close(): Promise<void>
}

const serverOf = (store: Store, tenant: string, secret: string, clock?: () => number) =>
  createServer({ program: ledger, policy, store, tenant, secrets: [secret], ...(clock && { clock }) })

/** @param postgresUrl of a real PostgreSQL; PGlite in a folder where there is none */
export async function openLedger(postgresUrl: string | null): Promise<LedgerDesk> {
  const desk = openDesk()
  const real = postgresUrl === null ? undefined : await createDatabase(postgresUrl)
  const data = join(desk.folder, 'data')
  const where = ['--data', data, ...(real ? ['--db', real.url] : [])]
  await desk.run('migrate', ...where)
  // An embedded database is one user's at a time: it is let go before a command opens it.
  let own: Promise<PGlite> | undefined
  const letGo = async (): Promise<void> => {
    const open = own
    own = undefined
    await (await open)?.close()
  }
  const db: Database = real?.pool ?? {
    async query(text, values) {
      own ??= PGlite.create(join(data, 'database'))
      return (await own).query(text, values)
    },
  }
  const store = postgres(db)
  return {
    ...desk,
    store,
    where,
    isShared: real !== undefined,
    letGo,
    async run(...words) {
      await letGo()
      return desk.run(...words, ...where)
    },
    program(id, change = (text) => text) {
      const path = join(desk.folder, `${id}.ts`)
      writeFileSync(path, change(source.replace("id: 'ledger'", `id: '${id}'`)))
      return path
    },
    server: (tenant, clock) => serverOf(store, tenant, desk.secret, clock),
    query: async (text, values) => (await db.query(text, values)).rows,
    async close() {
      await letGo()
      await real?.drop()
      desk.close()
    },
  }
}
