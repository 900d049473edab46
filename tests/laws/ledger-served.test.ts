import { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { postgres } from '../../src/postgres.js'
import { memory } from '../../src/server.js'
import { fixedClock } from '../../src/testing/fixed-clock.js'
import { playBoth } from '../ledger/drive.js'
import { createModel } from '../ledger/model.js'
import { crowded, plays, start } from '../ledger/operation.js'
import { createServed } from '../ledger/served.js'
import { createDatabase } from '../support/database.js'
import { leftOut } from '../support/left-out.js'

interface Opened {
  readonly store: Store
  readonly close: () => Promise<void>
}

async function onPglite(): Promise<Opened> {
  const db = await PGlite.create()
  const store = postgres(db)
  await store.migrate()
  return { store, close: () => db.close() }
}

async function onPostgres(): Promise<Opened> {
  const { pool, drop } = await createDatabase(inject('postgresUrl') as string)
  const store = postgres(pool)
  await store.migrate()
  return { store, close: drop }
}

const stores: readonly (readonly [name: string, open: () => Promise<Opened>])[] = [
  ['PGlite', onPglite],
  ...(inject('postgresUrl') ? ([['PostgreSQL', onPostgres]] as const) : []),
]

if (!inject('postgresUrl')) leftOut('the ledger’s model on PostgreSQL', 'there is no PostgreSQL')

/** So many sequences on each; more by `SERVED_RUNS`. */
const numRuns = Number(process.env.SERVED_RUNS ?? 200)
const timeout = 3_600_000

describe('the ledger behind a server', () => {
  it(
    'says and does what a naive one does, in memory',
    async () => {
      const property = fc.asyncProperty(plays({ maxLength: 25 }), async (play) => {
        const clock = fixedClock(start)
        await playBoth(play, [createModel(play.rules), await createServed(play.rules, memory({ clock }), clock)])
      })
      await fc.assert(property, { numRuns })
    },
    timeout,
  )

  describe.each(stores)('on %s', (_, open) => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    it(
      'says and does what a naive one does, row by row',
      async () => {
        const property = fc.asyncProperty(plays({ maxLength: 20 }), async (play) => {
          await playBoth(play, [createModel(play.rules), await createServed(play.rules, opened.store)])
        })
        await fc.assert(property, { numRuns })
      },
      timeout,
    )

    it(
      'does so where many lots share one',
      async () => {
        const property = fc.asyncProperty(crowded(20), async (play) => {
          await playBoth(play, [createModel(play.rules), await createServed(play.rules, opened.store)])
        })
        await fc.assert(property, { numRuns: Math.ceil(numRuns / 100) })
      },
      timeout,
    )
  })
})
