import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { faultsOf } from '../../../src/index.js'
import { postgres } from '../../../src/postgres.js'
import type { BackendAnswer, Reference, Server } from '../../../src/server.js'
import { createDatabase, type Database } from '../../support/database.js'
import { leftOut } from '../../support/left-out.js'
import { many as fillWith, lotsFor } from './fill.js'
import { roughPool } from './rough-pool.js'
import { marketOn, tenant } from './rush.js'

const url = inject('postgresUrl')
if (!url) leftOut('plans that were made on empty tables', 'there is no PostgreSQL')

const why = (key: string) => ({ reason: key, key })

/** Rows and blocks of the ledger’s tables and indexes that were read, by whomever. */
interface Reads {
  readonly rows: number
  readonly blocks: number
}

async function readsOf(pool: Pick<Pool, 'query'>, act: () => Promise<unknown>): Promise<Reads> {
  const seen = async (): Promise<Reads> => {
    await pool.query('select pg_stat_force_next_flush()')
    const { rows } = await pool.query<Reads>(
      `select sum(t.seq_tup_read + coalesce(t.idx_tup_fetch, 0))::int as rows,
         sum(io.heap_blks_read + io.heap_blks_hit + coalesce(io.idx_blks_read + io.idx_blks_hit, 0))::int as blocks
       from pg_stat_user_tables t join pg_statio_user_tables io using (relid) where t.schemaname = 'evenhanded'`,
    )
    return rows[0] as Reads
  }
  const before = await seen()
  await act()
  const after = await seen()
  return { rows: after.rows - before.rows, blocks: after.blocks - before.blocks }
}

/** One of everything that a member's day costs, by what it is; each has to pass. */
function dayOf(server: Server, who: Reference, day: string): readonly (readonly [string, () => Promise<unknown>])[] {
  const one = server.subject(who)
  const key = (name: string) => why(`${day}:${name}`)
  const passing = (call: () => Promise<BackendAnswer>) => async () => {
    const said = await call()
    if (!said.ok) throw new Error(`${day}: ${JSON.stringify(said.error)}`)
    return said
  }
  const batch = Array.from({ length: 10 }, (_, n) => ({
    subject: { login: `${day} ${n}` },
    calls: [{ type: 'award' as const, points: { coins: 1 }, ...key('batch') }],
  }))
  return [
    ['post, an award', passing(() => one.award({ points: { coins: 50 }, ...key('award') }))],
    ['load and store, two awards', passing(() => one.award({ points: { coins: 9, miles: 9 }, ...key('two') }))],
    ['post, a spending', passing(() => one.spend({ points: { coins: 5 }, ...key('spend') }))],
    ['a replay', passing(() => one.spend({ points: { coins: 5 }, ...key('spend') }))],
    ['an order with a campaign', passing(() => one.earn('buy', { amount: 500, ...key('earn') }))],
    ['a hold', passing(() => one.hold({ points: { coins: 5 }, for: 'PT1H', ...key('hold') }))],
    ['its capture', passing(() => one.capture({ hold: `${day}:hold`, ...key('capture') }))],
    ['a return', passing(() => one.reverse({ of: `${day}:spend`, ...key('return') }))],
    ['a return of points', passing(() => one.reverse({ of: `${day}:award`, ...key('reverse') }))],
    ['a gift', passing(() => one.give({ to: { login: 'receiver' }, points: { coins: 1 }, ...key('gift') }))],
    ['a conversion', passing(() => one.convert('toCoins', { amount: 5, ...key('convert') }))],
    ['a balance', () => one.balance('coins')],
    ['a statement', () => one.statement('coins', { limit: 5 })],
    ['a batch', () => server.bulk(batch as never)],
  ]
}

describe.skipIf(!url)('a function’s plan that was made on empty tables', () => {
  let database: Database
  beforeAll(async () => {
    database = await createDatabase(url as string, 1)
    await postgres(database.pool).migrate()
    // Nobody else reads here.
    await database.pool.query(`do $$ declare name text; begin
      for name in select relid::regclass from pg_stat_user_tables where schemaname = 'evenhanded' loop
        execute 'alter table ' || name || ' set (autovacuum_enabled = off)';
      end loop;
    end $$`)
  })
  afterAll(() => database.drop())

  it('reads no more after 100,000 rows, on the same connection, and none of a long history', async () => {
    // One connection alone: its functions keep their plans.
    const pool = roughPool(database.url, 1)
    try {
      const server = marketOn(pool)
      const receiver = server.subject({ login: 'receiver' })
      await receiver.award({ points: { coins: 1 }, ...why('open') })
      const play = async (day: string, who: Reference = { login: 'somebody' }): Promise<ReadonlyMap<string, Reads>> => {
        const reads = new Map<string, Reads>()
        for (const [name, act] of dayOf(server, who, day)) reads.set(name, await readsOf(pool as never, act))
        return reads
      }
      // A statement has a plan for all values from the sixth time on.
      for (let n = 0; n < 8; n++) await play(`early ${n}`)
      const before = await play('before')
      await fillWith(database.pool, tenant, 100_000)
      const scan = () => database.pool.query(`select count(*) from evenhanded.transfer where reason || '' = 'x'`)
      expect((await readsOf(database.pool, scan)).rows).toBeGreaterThan(100_000)
      // Of a history as long as this, nothing is read either.
      const old = await lotsFor(database.pool, { tenant, currency: 'coins', count: 5_000 })
      await server.subject(old).spend({ points: { coins: 4_990 }, ...why('most of it') })
      await database.pool.query('vacuum evenhanded.lot')
      const later = [await play('after'), await play('of many lines', old)]
      await database.pool.query('analyze')
      later.push(await play('analysed'), await play('of many lines, analysed', old))
      for (const [name, { rows, blocks }] of before)
        for (const after of later) {
          // Of the day before there is a little more of the same member, and indexes are a level or two higher.
          expect(after.get(name)?.rows, `rows of ${name}`).toBeLessThanOrEqual(rows + 25)
          expect(after.get(name)?.blocks, `blocks of ${name}`).toBeLessThanOrEqual(2 * blocks + 60)
        }
      expect([...pool.heard]).toEqual([])
    } finally {
      await pool.end()
    }
  })

  it('crossing 5,000 lots reads twice what crossing 2,500 does, whichever way it goes', async () => {
    const pool = roughPool(database.url, 1)
    try {
      const server = marketOn(pool)
      const ways: readonly (readonly [string, (who: string, amount: number) => Promise<BackendAnswer>])[] = [
        ['post', (who, amount) => server.subject(who).spend({ points: { coins: amount }, ...why('spend') })],
        ['decided', (who, amount) => server.subject(who).convert('toCoins', { amount, ...why('convert') })],
        ['held', (who, amount) => server.subject(who).hold({ points: { coins: amount }, for: 'PT1H', ...why('hold') })],
      ]
      await server.subject({ login: 'somebody' }).balance('coins')
      for (const [name, act] of ways) {
        const currency = name === 'decided' ? 'miles' : 'coins'
        const reads: number[] = []
        for (const count of [2_500, 5_000]) {
          const who = await lotsFor(database.pool, { tenant, currency, count })
          const amount = name === 'decided' ? count - (count % 5) : count - 1
          const { rows } = await readsOf(pool as never, async () => {
            expect(await act(who, amount)).toMatchObject({ ok: true })
          })
          reads.push(rows)
          const [audited] = await postgres(database.pool).audit(
            tenant,
            { subject: who, currency: name === 'decided' ? 'coins' : '' },
            1,
          )
          expect([audited?.subject, audited?.currency, audited?.transfers.length]).toEqual([who, currency, count + 1])
          expect(audited && faultsOf(audited)).toEqual([])
        }
        const [half = 0, whole = 0] = reads
        expect(whole, name).toBeGreaterThan(5_000)
        expect(whole, name).toBeLessThan(2.2 * half)
        expect(whole, name).toBeLessThan(6 * 5_000)
      }
    } finally {
      await pool.end()
    }
  })
})
