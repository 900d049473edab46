import { postgres } from 'evenhanded/postgres'
import type { Pool, PoolClient } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { nobody } from '../../src/core/subject/subject.js'
import { type Desk, deskOf } from '../../src/testing/store/desk.js'
import { placeOf } from '../../src/testing/store/happened.js'
import { awarding, events, refusing, shown, stepOf, uuid } from '../../src/testing/store/steps.js'
import { createDatabase, type Database } from '../support/database.js'

const url = inject('postgresUrl')

describe.skipIf(!url)('log and ledger on PostgreSQL, told together', () => {
  const made: Database[] = []
  const open = async (max = 4): Promise<{ pool: Pool } & Desk> => {
    const database = await createDatabase(url ?? '', max)
    made.push(database)
    const store = postgres(database.pool)
    await store.migrate()
    return { pool: database.pool, ...deskOf(store) }
  }
  afterAll(async () => {
    for (const one of made) await one.drop()
  })

  /** A store whose calls stand in a transaction that is left open. */
  const within = async (pool: Pool, tenant: string): Promise<{ client: PoolClient; desk: Desk }> => {
    const client = await pool.connect()
    await client.query('begin')
    return { client, desk: deskOf(postgres(client), tenant) }
  }

  const places = async ({ store, tenant }: Desk, after: string | null) => {
    const { lines, cursor } = await store.lines(tenant, after, 100)
    return { places: lines.map(placeOf), cursor }
  }

  /** Once it tells so many: transactions of other tests, in other databases, hold it back as well. */
  const settled = async (desk: Desk, after: string | null, count: number) => {
    await expect.poll(async () => (await places(desk, after)).places.length, { timeout: 60_000 }).toBe(count)
    return places(desk, after)
  }

  it('tells nothing after a transaction that is under way, and skips nothing of it once it ends', async () => {
    const { pool, ...desk } = await open()
    const [slow, quick] = [await desk.member(events(shown)), await desk.member(events(shown))]
    const { client, desk: inside } = await within(pool, desk.tenant)
    expect(await inside.act(slow, events(shown), awarding(3))).toBe('stored')
    expect(await desk.act(quick, awarding(4))).toBe('stored')
    expect(await desk.act(quick, refusing())).toBe('stored')
    const before = await settled(desk, null, 2)
    expect(before.places).toEqual([`${slow} log 1`, `${quick} log 1`])
    expect((await places(desk, before.cursor)).places).toEqual([])
    // The one that began first is told first, though it ended last.
    await client.query('commit')
    client.release()
    const rest = [`${slow} log 2`, `${slow} bonus 1`, `${quick} bonus 1`, `${quick} log 2`]
    expect((await settled(desk, before.cursor, 4)).places).toEqual(rest)
  })

  it('tells nothing of a transaction that was undone', async () => {
    const { pool, ...desk } = await open()
    const [slow, quick] = [await desk.member(events(shown)), await desk.member(events(shown))]
    const { client, desk: inside } = await within(pool, desk.tenant)
    await inside.act(slow, events(shown), awarding(3))
    await desk.act(quick, events(shown))
    const { cursor } = await settled(desk, null, 2)
    await client.query('rollback')
    client.release()
    expect((await settled(desk, cursor, 1)).places).toEqual([`${quick} log 2`])
  })

  it('skips nothing and changes no order while many do this and that, and some are slow to end', async () => {
    const { pool, ...desk } = await open(16)
    const ids = await Promise.all(Array.from({ length: 12 }, () => desk.member(awarding(1))))
    const seen: string[] = []
    let cursor: string | null = null
    let working = true
    const read = async (limit: number): Promise<number> => {
      const page = await desk.store.lines(desk.tenant, cursor, limit)
      seen.push(...page.lines.map(placeOf))
      cursor = page.cursor
      return seen.length
    }
    const reading = (async () => {
      while (working) await read(1 + Math.floor(Math.random() * 7))
    })()
    await Promise.all(
      ids.map(async (id, n) => {
        for (let round = 0; round < 8; round++) {
          const said = round % 2 ? [awarding(1)] : [events(shown), awarding(1), refusing()]
          if ((n + round) % 3 > 0) expect(await desk.act(id, ...said)).toBe('stored')
          else {
            const { client, desk: inside } = await within(pool, desk.tenant)
            expect(await inside.act(id, ...said)).toBe('stored')
            await new Promise((resolve) => setTimeout(resolve, (n * 7 + round) % 30))
            await client.query((n + round) % 2 ? 'commit' : 'rollback')
            client.release()
          }
        }
      }),
    )
    working = false
    await reading
    const logs = await Promise.all(ids.map((id) => desk.store.history(desk.tenant, id)))
    const booked = await desk.store.audit(desk.tenant, null, 100)
    const all = [
      ...logs.flat().map(placeOf),
      ...booked.flatMap(({ subject, transfers }) =>
        transfers.map((transfer) => placeOf({ kind: 'transfer', subject, transfer })),
      ),
    ]
    await expect.poll(() => read(50), { timeout: 60_000 }).toBeGreaterThanOrEqual(all.length)
    expect([...seen].sort()).toEqual([...all].sort())
    // Whoever reads it all afterwards, reads it in the same order.
    expect((await desk.store.lines(desk.tenant, null, 10_000)).lines.map(placeOf)).toEqual(seen)
  })

  it('reads little of many lines for a page, wherever the cursor is', async () => {
    const { pool, store, tenant } = await open(1)
    for (let n = 0; n < 200; n++) {
      const steps = Array.from({ length: 50 }, () => stepOf(uuid(), nobody, [awarding(1), events(shown)]))
      await store.store(n % 2 ? tenant : 'another', steps)
    }
    await pool.query('vacuum analyze evenhanded.transfer, evenhanded.log')
    const read = async (): Promise<number> => {
      await pool.query('select pg_stat_force_next_flush()')
      const { rows } = await pool.query<{ n: number }>(
        `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n
         from pg_stat_user_tables where schemaname = 'evenhanded' and relname in ('transfer', 'log')`,
      )
      return rows[0]?.n ?? 0
    }
    let { cursor } = await store.lines(tenant, null, 1000)
    const before = await read()
    for (let page = 0; page < 10; page++) cursor = (await store.lines(tenant, cursor, 50)).cursor
    // Of 20,000: whole blocks, and a span of transactions.
    expect((await read()) - before).toBeLessThan(10 * 4000)
  })
})
