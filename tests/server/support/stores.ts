import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import type { Store } from '../../../src/ports/store.js'
import { type Database, postgres } from '../../../src/postgres.js'
import { memory } from '../../../src/server.js'
import { createDatabase } from '../../support/database.js'

/** A store, and everything that stands in it as one text. Tests that share one have a tenant each. */
export interface Opened {
  readonly store: Store
  readonly dump: () => Promise<string>
  readonly close: () => Promise<void>
}

/** Every law of the server holds on each of these. */
export const stores: readonly (readonly [name: string, open: () => Promise<Opened>])[] = [
  ['memory', openMemory],
  ['PGlite', openPglite],
]

/** Memory, PGlite, and a real PostgreSQL where there is one. */
export const everyStore: typeof stores = inject('postgresUrl') ? [...stores, ['PostgreSQL', openPostgres]] : stores

/** The ledger's calls are held to memory and to a real PostgreSQL, or to PGlite where there is none. */
export const ledgers: typeof stores = inject('postgresUrl')
  ? [
      ['memory', openMemory],
      ['PostgreSQL', openPostgres],
    ]
  : stores

async function openPostgres(): Promise<Opened> {
  const database = await createDatabase(inject('postgresUrl') as string)
  const store = postgres(database.pool)
  await store.migrate()
  return { store, dump: () => allRows(database.pool), close: database.drop }
}

async function openMemory(): Promise<Opened> {
  const kept: unknown[] = []
  const inner = memory()
  const store: Store = {
    ...inner,
    store(tenant, steps) {
      kept.push(steps)
      return inner.store(tenant, steps)
    },
  }
  return { store, dump: async () => JSON.stringify(kept), close: async () => undefined }
}

async function openPglite(): Promise<Opened> {
  const db = await PGlite.create()
  const store = postgres(db)
  await store.migrate()
  return { store, dump: () => allRows(db), close: () => db.close() }
}

/** Every row of every table as text. */
async function allRows(db: Database): Promise<string> {
  const { rows } = await db.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const all: string[] = []
  for (const { name } of rows as readonly { readonly name: string }[])
    all.push(JSON.stringify([name, (await db.query(`select t::text as line from ${name} t`)).rows]))
  return all.join('\n')
}
