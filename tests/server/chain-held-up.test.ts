import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Database as Db, postgres } from '../../src/postgres.js'
import { createDatabase, type Database } from '../support/database.js'
import { leftOut } from '../support/left-out.js'
import { settledLines, verified } from './support/chained.js'
import { opened } from './support/guild.js'

const url = inject('postgresUrl')
if (url === null) leftOut('the chain beside a transaction that stays open', 'needs a real PostgreSQL')

describe.runIf(url)('the chain, while a transaction stays open', () => {
  let database: Database
  beforeAll(async () => {
    database = await createDatabase(url as string)
  })
  afterAll(() => database.drop())

  it('waits for what it holds up, and misses nothing of it', async () => {
    const store = postgres(database.pool)
    await store.migrate()
    const { server, another, tenant, member } = opened({ store })
    const [ada, bo] = [await member(30), await member(30)]
    await settledLines(store, tenant, 4)
    await server.chain({ all: true })
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      // Written first, and settled last: a number that counts up would have been passed by.
      const slow = another({ store: postgres(client as unknown as Db) })
      expect(await slow.subject(ada.id).award({ points: { bonus: 5 }, reason: 'slow', key: 'slow' })).toMatchObject({
        ok: true,
      })
      for (let n = 0; n < 10; n++) await bo.award({ points: { bonus: 1 }, reason: 'quick', key: `quick:${n}` })
      for (const one of [server, another()])
        expect(await one.chain({ all: true })).toMatchObject({ blocks: 0, lines: 0 })
      expect(await verified(store, tenant)).toMatchObject({ entries: 4, waiting: 0, found: [] })
      await client.query('commit')
    } finally {
      client.release()
    }
    await settledLines(store, tenant, 15)
    expect(await server.chain({ all: true })).toMatchObject({ lines: 11 })
    expect(await verified(store, tenant)).toMatchObject({ entries: 15, waiting: 0, found: [] })
  })

  it('never has what was undone', async () => {
    const store = postgres(database.pool)
    const { server, another, tenant, member } = opened({ store })
    const ada = await member(30)
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      const undone = another({ store: postgres(client as unknown as Db) })
      await undone.subject(ada.id).award({ points: { bonus: 5 }, reason: 'undone', key: 'undone' })
      await client.query('rollback')
    } finally {
      client.release()
    }
    await settledLines(store, tenant, 2)
    await server.chain({ all: true })
    expect(await verified(store, tenant)).toMatchObject({ entries: 2, waiting: 0, found: [] })
  })
})
