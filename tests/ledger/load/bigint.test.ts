import { Pool, types } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { postgres } from '../../../src/postgres.js'
import { faultsIn } from '../../server/support/audited.js'
import { no, opened } from '../../server/support/members.js'
import { createDatabase, type Database } from '../../support/database.js'
import { leftOut } from '../../support/left-out.js'

const url = inject('postgresUrl')
if (!url) leftOut('amounts as pg hands them over', 'there is no PostgreSQL')

const most = 2 ** 53 - 1
const why = (key: string) => ({ reason: key, key })
const int8 = 20

describe.skipIf(!url)('pg returns bigint as a string:', () => {
  let database: Database
  const pools: Pool[] = []
  beforeAll(async () => {
    database = await createDatabase(url as string, 2)
    await postgres(database.pool).migrate()
  })
  afterAll(async () => {
    for (const pool of pools) await pool.end()
    await database.drop()
  })

  const parsers: readonly (readonly [what: string, parse?: (text: string) => unknown])[] = [
    ['as it does'],
    ['as a BigInt, where a site has told it so', (text) => BigInt(text)],
    ['as a number, where a site has told it so', Number],
  ]

  it.each(parsers)('2^53-1 is that number from every reader, and one more is refused, %s', async (_, parse) => {
    const getTypeParser = ((oid: number, format?: 'text') =>
      parse && oid === int8 ? parse : types.getTypeParser(oid, format)) as typeof types.getTypeParser
    const pool = new Pool({ connectionString: database.url, max: 2, types: { getTypeParser } })
    pools.push(pool)
    const store = postgres(pool)
    const { tenant, server, member } = opened({ store })
    const [one, other] = [await member(), await member()]
    for (const rich of [one, other]) {
      await rich.award({ points: { bonus: most - 1 }, ...why('much') })
      expect(await rich.award({ points: { bonus: 1 }, ...why('the last') })).toMatchObject({ ok: true })
      expect(await rich.award({ points: { bonus: 1 }, ...why('one more') })).toMatchObject(no('bad_amount'))
      expect(await rich.award({ points: { bonus: 1 }, ...why('one more') })).toMatchObject({ known: true })
      expect(await rich.balance('bonus')).toMatchObject({ available: most })
    }
    await one.hold({ points: { bonus: most }, for: 'PT1H', ...why('all') })
    expect(await one.balance('bonus')).toMatchObject({ available: 0, held: most })
    await one.release({ hold: 'all', ...why('none') })
    expect(await one.spend({ points: { bonus: most }, ...why('spent') })).toMatchObject({ ok: true })
    const [line] = await one.statement('bonus')
    expect(line).toMatchObject({ kind: 'redeem', amount: most, balanceAfter: 0 })
    expect(await one.statement('bonus', { before: most })).toHaveLength(5)

    const now = await store.now()
    expect(typeof now).toBe('number')
    // Transactions of others, in other databases, hold the feed back as well.
    const feed = async () => (await store.feed(tenant, null, 100)).entries
    await expect.poll(async () => (await feed()).length, { timeout: 60_000 }).toBeGreaterThan(6)
    const told = await feed()
    expect(told.every(({ seq, amount, at }) => [seq, amount, at].every(Number.isSafeInteger))).toBe(true)
    const sums = await store.sums(tenant, { until: now + 60_000 })
    expect(sums.find(({ kind }) => kind === 'award')).toMatchObject({ amount: 2 * most, transfers: 4 })
    const ending = await store.ending(tenant, { from: 0, until: most })
    expect(ending.map(({ amount }) => amount)).toEqual([most])
    expect(await store.keepRaffle(tenant, 'lamps', { version: 1, body: 'a' })).toBe(true)
    expect(await store.raffle(tenant, 'lamps')).toEqual({ version: 1, body: 'a' })
    await other.redeem('lamp', { key: 'lamp' })
    expect(await server.stock('lamp')).toEqual({ left: 1 })
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  const columns: readonly (readonly [table: string, column: string])[] = [
    ['account', 'balance'],
    ['account', 'held'],
    ['account', 'debt'],
    ['account', 'seq'],
    ['transfer', 'amount'],
    ['transfer', 'balance_after'],
    ['transfer', 'fills'],
    ['transfer', 'owes'],
    ['transfer', 'shortfall'],
    ['lot', 'amount'],
    ['hold', 'amount'],
    ['counter', 'used'],
  ]

  it.each(columns)('one more than 2^53-1 never gets into %s.%s', async (table, column) => {
    // What has to be said, and the number in question.
    const { rows } = await database.pool.query<{ name: string; type: string }>(
      `select a.attname as name, coalesce(nullif(t.typbasetype, 0), t.oid)::regtype::text as type
       from pg_attribute a join pg_type t on t.oid = a.atttypid
       where attrelid = ('evenhanded.' || $1)::regclass and attnum > 0 and attnotnull and attname <> $2`,
      [table, column],
    )
    const some: { readonly [type: string]: unknown } = {
      ...{ text: 'open', uuid: crypto.randomUUID(), bigint: 1, smallint: 0, integer: 0, boolean: false, xid8: 7 },
    }
    const insert = (value: number | string) => {
      const names = [...rows.map(({ name }) => name), column]
      const values = [...rows.map(({ type }) => some[type]), value]
      const places = values.map((_, n) => `$${n + 1}`).join(', ')
      return database.pool.query(`insert into evenhanded."${table}" (${names.join(', ')}) values (${places})`, values)
    }
    await expect(insert('9007199254740992')).rejects.toMatchObject({ code: '23514' })
    expect(await insert('1')).toMatchObject({ rowCount: 1 })
  })
})
