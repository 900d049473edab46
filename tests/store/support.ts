import { PGlite } from '@electric-sql/pglite'
import { type PostgresOptions, postgres } from 'evenhanded/postgres'
import { afterAll } from 'vitest'
import { deskOf } from '../../src/testing/store/desk.js'

/** A PGlite of a test file's own, migrated, and a tenant in it. */
export async function openDesk(options?: PostgresOptions) {
  const db = new PGlite()
  afterAll(() => db.close())
  const store = postgres(db, options)
  await store.migrate()
  return { db, ...deskOf(store) }
}
