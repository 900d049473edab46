import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Database as Asked, postgres } from '../../../src/postgres.js'
import { secretsOf } from '../../../src/server/secrets/secrets.js'
import type { Server } from '../../../src/server.js'
import { faultsIn } from '../../server/support/audited.js'
import { opened } from '../../server/support/members.js'
import { createDatabase, type Database } from '../../support/database.js'
import { leftOut } from '../../support/left-out.js'
import { callers } from './callers.js'
import { insist } from './insist.js'
import { keptIn } from './kept-in.js'
import { operations } from './operations.js'
import { type RoughPool, roughPool } from './rough-pool.js'
import { marketOn, secret, tenant } from './rush.js'
import { differences } from './said-and-booked.js'
import { seeded, seedOfRun } from './seeded.js'

const url = inject('postgresUrl')
if (!url) leftOut('connections that others have set up', 'there is no PostgreSQL')

/** Whatever a name could be taken for, in a schema that comes first, and in each connection's own. */
const trap = `
  create schema trap;
  create table trap.subject (tenant text, id uuid);
  create function trap.json_to_recordset(json) returns setof record language sql as $$ select 1/0 $$;
  create function trap.json_array_length(json) returns int language sql as $$ select 1/0 $$;
  create function trap.cardinality(uuid[]) returns int language sql as $$ select 1/0 $$;
  create function trap.floor(double precision) returns double precision language sql as $$ select 1/0::float $$;
  create function trap.abs(bigint) returns bigint language sql as $$ select 1/0::bigint $$;
  create function trap.count(anyelement) returns bigint language sql as $$ select 1/0::bigint $$;
  create function trap.json_build_array(uuid, json) returns json language sql as $$ select to_json(1/0) $$;`

const ownTables = ['account', 'transfer', 'lot', 'hold', 'subject', 'log', 'login', 'coupon', 'counter', 'post']
  .map((name) => `create temp table if not exists ${name} (tenant int, subject int, id int);`)
  .join(' ')

const settings: readonly (readonly [what: string, setUp: string])[] = [
  ['an empty search path', "set search_path to ''"],
  ['a search path that leads elsewhere first', 'set search_path to trap, pg_catalog'],
  ['tables of the connection’s own under the same names', `${ownTables} set search_path to pg_temp, trap`],
  [
    'another time zone, other ways to write, and old habits',
    `set timezone to 'Pacific/Kiritimati'; set datestyle to 'German'; set intervalstyle to 'sql_standard';
     set extra_float_digits to -15; set array_nulls to off; set transform_null_equals to on; set bytea_output to escape;
     set escape_string_warning to off; set standard_conforming_strings to off; set quote_all_identifiers to on`,
  ],
  ['a planner that may not use an index', 'set enable_indexscan to off; set enable_bitmapscan to off; set jit to on'],
]

describe.skipIf(!url)('functions without a qualified search path fail on other connections:', () => {
  const made: Database[] = []
  afterAll(async () => {
    for (const one of made) await one.drop()
  })

  it.each(settings)('all of the ledger works with %s', async (_, setUp) => {
    const database = await createDatabase(url as string, 2)
    made.push(database)
    await postgres(database.pool).migrate()
    await database.pool.query(trap)
    const pool = roughPool(database.url, 4, setUp)
    try {
      const server = marketOn(pool)
      const asking = callers(tenant, secret)
      const coming = operations(seeded(seedOfRun()), 5)
      for (let n = 0; n < 160; n++) await asking.send(server, coming.next().value.requests)
      await server.dueWork()
      expect([...pool.heard]).toEqual([])
      const passed = [...asking.told.values()].filter(({ answer }) => answer.ok)
      expect(passed.length).toBeGreaterThan(80)
      const store = postgres(pool)
      expect(differences(asking.told, await keptIn(database.pool), secretsOf(tenant, [secret]))).toEqual([])
      expect(await faultsIn(store, tenant)).toEqual([])
      await readEverything(server, store)
      expect([...pool.heard]).toEqual([])
    } finally {
      await pool.end()
    }
  })
})

/** Every verb that the ledger is read by. */
async function readEverything(server: Server, store: ReturnType<typeof postgres>): Promise<void> {
  const now = await store.now()
  const [{ subject } = { subject: '' }] = await store.audit(tenant, null, 1)
  expect((await store.statement(tenant, subject, 'bonus')).length).toBeGreaterThan(0)
  await store.mark(tenant, 'somebody', '[1]')
  expect(await store.marked(tenant, 'somebody')).toBe('[1]')
  expect((await store.sums(tenant, { until: now + 1 })).length).toBeGreaterThan(5)
  expect((await store.ending(tenant, { from: 0, until: Number.MAX_SAFE_INTEGER })).length).toBeGreaterThan(0)
  const soon = Number.MAX_SAFE_INTEGER
  expect((await store.due(tenant, { now, soon, after: null, limit: 9 })).length).toBeGreaterThan(0)
  // Transactions of others, in other databases, hold the feed back as well.
  const told = async () => (await store.feed(tenant, null, 9)).entries.length
  await expect.poll(told, { timeout: 60_000 }).toBe(9)
  expect(await store.keepRaffle(tenant, 'lamps', { version: 1, body: {} })).toBe(true)
  expect(await store.raffle(tenant, 'lamps')).toEqual({ version: 1, body: {} })
  expect(await store.entries(tenant, 'lamps')).toEqual([])
  await store.forgetEntries(tenant, 'lamps')
  expect((await server.stock('voucher')).left).toBeLessThan(10)
}

const why = (key: string) => ({ reason: key, key })

describe('a leaked SET ROLE poisons the only connection of PGlite:', () => {
  const lite = new PGlite()
  beforeAll(async () => {
    await postgres(lite).migrate()
    await lite.exec('create role stranger; create role clerk')
    await lite.exec(
      `grant usage on schema evenhanded to clerk;
       grant select, insert, update, delete on all tables in schema evenhanded to clerk`,
    )
  })
  afterAll(() => lite.close())

  const session = async (db: Asked) =>
    (
      await db.query(
        `select current_user, session_user, current_setting('role') as role, (
          select json_agg(json_build_array(name, setting) order by name) from pg_settings
          where name not in ('in_hot_standby', 'transaction_isolation', 'transaction_read_only')
        ) as settings`,
      )
    ).rows

  it('the ledger leaves none itself, nor any other setting, whatever passes and whatever fails', async () => {
    const before = await session(lite)
    const { server, member } = opened({ store: postgres(lite) })
    const [one, other] = [await member(100), await member()]
    await one.spend({ points: { bonus: 10 }, ...why('a') })
    await one.redeem('voucher', { key: 'b' })
    await one.give({ to: other.id, points: { bonus: 5 }, ...why('c') })
    await one.hold({ points: { bonus: 5 }, for: 'PT1H', ...why('d') })
    await one.reverse({ of: 'start', ...why('e') })
    await server.dueWork()
    await lite.exec('set default_transaction_isolation to serializable')
    await expect(one.award({ points: { miles: 5 }, ...why('f') })).rejects.toMatchObject({ code: 'store_failed' })
    await expect(one.award({ points: { bonus: 5 }, ...why('g') })).rejects.toMatchObject({ code: 'store_failed' })
    await lite.exec('reset default_transaction_isolation')
    await expect(
      lite.query(`select evenhanded.store_v3('t', '{}', ${Array(16).fill('null').join(', ')})`),
    ).rejects.toThrow('json_to_recordset')
    expect(await session(lite)).toEqual(before)
  })

  it('somebody else’s fails each call and writes nothing of it; once it is reset, the same calls go through', async () => {
    const { tenant, member } = opened({ store: postgres(lite) })
    const one = await member(100)
    const calls = [
      () => one.award({ points: { bonus: 7 }, ...why('award') }),
      () => one.spend({ points: { bonus: 10 }, ...why('spend') }),
      () => one.award({ points: { bonus: 1, miles: 2 }, ...why('two') }),
      () => one.redeem('voucher', { key: 'voucher' }),
    ]
    await lite.exec('set role stranger')
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'store_failed' })
    await expect(one.balance('bonus')).rejects.toMatchObject({ code: 'store_failed' })
    await lite.exec('reset role')
    expect(await one.balance('bonus')).toMatchObject({ available: 100 })
    for (const call of calls) expect(await call()).toMatchObject({ ok: true, known: false })
    expect(await one.balance('bonus')).toMatchObject({ available: 100 + 7 - 10 + 1 - 50 })
    expect(await faultsIn(postgres(lite), tenant)).toEqual([])
  })

  it('one to a role that may write there, and no more, does no harm', async () => {
    await lite.exec('set role clerk')
    const { tenant, server, member } = opened({ store: postgres(lite) })
    const one = await member(100)
    expect(await one.spend({ points: { bonus: 10 }, ...why('a') })).toMatchObject({ ok: true })
    expect(await one.redeem('voucher', { key: 'b' })).toMatchObject({ ok: true })
    await server.dueWork()
    expect(await faultsIn(postgres(lite), tenant)).toEqual([])
    await lite.exec('reset role')
  })
})

describe.skipIf(!url)('a leaked SET ROLE on one connection of several', () => {
  let database: Database
  let pool: RoughPool
  beforeAll(async () => {
    database = await createDatabase(url as string, 2)
    await postgres(database.pool).migrate()
    // Every second connection is somebody else's by now.
    const stranger = `stranger_${crypto.randomUUID().replaceAll('-', '')}`
    await database.pool.query(
      `create role ${stranger}; create sequence public.nth; grant usage on sequence public.nth to public`,
    )
    pool = roughPool(
      database.url,
      4,
      `do $$ begin if nextval('public.nth') % 2 = 0 then set role ${stranger}; end if; end $$`,
    )
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  it('loses nothing and counts nothing twice: whoever asks again meets another connection', async () => {
    const { tenant, server } = opened({ store: postgres(pool) })
    const failures: string[] = []
    const one = server.subject({ login: 'ada' })
    const award = (n: number) => () => one.award({ points: { bonus: 1 }, ...why(`order:${n}`) })
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => insist(award(n), ({ cause }) => failures.push((cause as Error)?.message))),
    )
    expect(failures.filter((message) => message?.includes('permission denied')).length).toBeGreaterThan(0)
    const store = postgres(database.pool)
    expect((await store.audit(tenant, null, 9)).map(({ account }) => [account.seq, account.balance])).toEqual([
      [40, 40],
    ])
    expect(await faultsIn(store, tenant)).toEqual([])
  })
})
