import { postgres } from 'evenhanded/postgres'
import type { Pool, PoolClient } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { nobody } from '../../src/core/subject/subject.js'
import { type Desk, deskOf } from '../../src/testing/store/desk.js'
import { awarding, stepOf, uuid } from '../../src/testing/store/steps.js'
import { createDatabase, type Database } from '../support/database.js'

const url = inject('postgresUrl')

describe.skipIf(!url)('the feed on PostgreSQL', () => {
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

  const amounts = async ({ store, tenant }: Desk, after: string | null) => {
    const { entries, cursor } = await store.feed(tenant, after, 100)
    return { amounts: entries.map(({ amount }) => amount), cursor }
  }

  /** Once it tells so many: transactions of other tests, in other databases, hold it back as well. */
  const settled = async (desk: Desk, after: string | null, count: number) => {
    await expect.poll(async () => (await amounts(desk, after)).amounts.length, { timeout: 60_000 }).toBe(count)
    return amounts(desk, after)
  }

  it('tells nothing after a transaction that is under way, and skips nothing of it once it ends', async () => {
    const { pool, ...desk } = await open()
    const [slow, quick] = [await desk.member(awarding(1)), await desk.member(awarding(2))]
    const { client, desk: inside } = await within(pool, desk.tenant)
    expect(await inside.act(slow, awarding(3))).toBe('stored')
    expect(await desk.act(quick, awarding(4))).toBe('stored')
    const before = await settled(desk, null, 2)
    expect(before.amounts).toEqual([1, 2])
    expect((await amounts(desk, before.cursor)).amounts).toEqual([])
    // The one that began first is told first, though it ended last.
    await client.query('commit')
    client.release()
    expect((await settled(desk, before.cursor, 2)).amounts).toEqual([3, 4])
  })

  it('tells nothing of a transaction that was undone', async () => {
    const { pool, ...desk } = await open()
    const [slow, quick] = [await desk.member(awarding(1)), await desk.member(awarding(2))]
    const { client, desk: inside } = await within(pool, desk.tenant)
    await inside.act(slow, awarding(3))
    await desk.act(quick, awarding(4))
    const { cursor } = await settled(desk, null, 2)
    await client.query('rollback')
    client.release()
    expect((await settled(desk, cursor, 1)).amounts).toEqual([4])
  })

  it('waits for a transaction that has booked nothing, for it may yet', async () => {
    const { pool, ...desk } = await open()
    const [slow, quick] = [await desk.member(awarding(1)), await desk.member(awarding(2))]
    const { client, desk: inside } = await within(pool, desk.tenant)
    await client.query('select pg_current_xact_id()')
    const { cursor } = await settled(desk, null, 2)
    await desk.act(quick, awarding(4))
    const waiting = await amounts(desk, cursor)
    expect(waiting.amounts).toEqual([])
    expect(await inside.act(slow, awarding(3))).toBe('stored')
    await client.query('commit')
    client.release()
    expect((await settled(desk, waiting.cursor, 2)).amounts).toEqual([3, 4])
  })

  it('skips nothing while many book and some are slow to end', async () => {
    const { pool, ...desk } = await open(16)
    const ids = await Promise.all(Array.from({ length: 12 }, () => desk.member(awarding(1))))
    const seen: string[] = []
    let cursor: string | null = null
    let working = true
    const read = async (limit: number): Promise<number> => {
      const page = await desk.store.feed(desk.tenant, cursor, limit)
      seen.push(...page.entries.map(({ subject, seq }) => `${subject} ${seq}`))
      cursor = page.cursor
      return page.entries.length
    }
    const reading = (async () => {
      while (working) await read(1 + Math.floor(Math.random() * 7))
    })()
    await Promise.all(
      ids.map(async (id, n) => {
        for (let round = 0; round < 8; round++) {
          if ((n + round) % 3 > 0) expect(await desk.act(id, awarding(1))).toBe('stored')
          else {
            const { client, desk: inside } = await within(pool, desk.tenant)
            expect(await inside.act(id, awarding(1))).toBe('stored')
            await new Promise((resolve) => setTimeout(resolve, (n * 7 + round) % 30))
            await client.query((n + round) % 2 ? 'commit' : 'rollback')
            client.release()
          }
        }
      }),
    )
    working = false
    await reading
    const booked = (await desk.store.audit(desk.tenant, null, 100)).flatMap(({ transfers }) => transfers).length
    const read50 = async () => {
      await read(50)
      return seen.length
    }
    await expect.poll(read50, { timeout: 60_000 }).toBeGreaterThanOrEqual(booked)
    const all = (await desk.store.audit(desk.tenant, null, 100)).flatMap(({ subject, transfers }) =>
      transfers.map(({ seq }) => `${subject} ${seq}`),
    )
    expect([...seen].sort()).toEqual([...all].sort())
  })

  it('reads little of many lines for a page, wherever the cursor is', async () => {
    const { pool, store, tenant } = await open(1)
    for (let n = 0; n < 200; n++) {
      const steps = Array.from({ length: 50 }, () => stepOf(uuid(), nobody, [awarding(1), awarding(2)]))
      await store.store(n % 2 ? tenant : 'another', steps)
    }
    await pool.query('vacuum analyze evenhanded.transfer')
    const read = async (): Promise<number> => {
      await pool.query('select pg_stat_force_next_flush()')
      const { rows } = await pool.query<{ n: number }>(
        `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n
         from pg_stat_user_tables where schemaname = 'evenhanded' and relname = 'transfer'`,
      )
      return rows[0]?.n ?? 0
    }
    let { cursor } = await store.feed(tenant, null, 1000)
    const before = await read()
    for (let page = 0; page < 10; page++) cursor = (await store.feed(tenant, cursor, 50)).cursor
    // Of 20,000: whole blocks, and a span of transactions.
    expect((await read()) - before).toBeLessThan(10 * 4000)
  })
})
