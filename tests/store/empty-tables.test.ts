import { postgres } from 'evenhanded/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Post } from '../../src/ports/store.js'
import { deskOf } from '../../src/testing/store/desk.js'
import { awarding, events, shown, uuid } from '../../src/testing/store/steps.js'
import { createDatabase, type Database } from '../support/database.js'

const url = inject('postgresUrl')
const many = 5_000

/** How many entries of the indexes of these two were read so far. */
const entriesRead = async ({ pool }: Database): Promise<number> => {
  await pool.query('select pg_stat_force_next_flush()')
  const { rows } = await pool.query(
    `select sum(idx_tup_read) as n from pg_stat_user_indexes where relname in ('transfer', 'log')`,
  )
  return Number(rows[0]?.n)
}

// FIELD: a plan that was cached on an empty table made a load 20 times slower after 100,000 rows.
describe.skipIf(!url).each(['never analysed', 'analysed while empty'])('a plan made on tables %s', (when) => {
  let database: Database
  beforeAll(async () => {
    // One connection: its plans are made at first and stay.
    database = await createDatabase(url ?? '', 1)
  })
  afterAll(() => database.drop())

  it('looks every id up by its whole key when they are full', async () => {
    const { pool } = database
    const store = postgres(pool)
    await store.migrate()
    if (when === 'analysed while empty') await pool.query('vacuum (analyze)')
    const { tenant, member, act } = deskOf(store)
    const subject = await member(events(shown), awarding(1_000))
    const post = async (more: Partial<Post> = {}): Promise<Post> => {
      const [key, at] = [uuid(), await store.now()]
      const moved = { kind: 'award', currency: 'bonus', amount: 1, reason: 'order:1' } as const
      const lot = { availableAt: at, expiresAt: at + 86_400_000 }
      return { subject, key, hash: key, answer: { id: key, ok: true }, ...moved, at, lot, ...more }
    }
    const once = async (): Promise<void> => {
      const spend = { ...(await post()), kind: 'redeem' as const }
      expect(await store.post(tenant, [await post()])).toEqual(['posted'])
      expect(await store.post(tenant, [spend])).toEqual(['posted'])
      expect(await store.post(tenant, [await post(), await post()])).toEqual(['posted', 'posted'])
      expect(await act(subject, events(shown))).toBe('stored')
      expect(await act(subject, awarding(1))).toBe('stored')
      await store.load(tenant, [{ subject, commands: [uuid(), uuid()] }])
    }
    for (let n = 0; n < 7; n++) await once()

    await pool.query(
      `insert into evenhanded.transfer (tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason)
       select $1, $2, gen_random_uuid(), 0, 'bonus', 1000000 + n, 'award', 0, 0, 0, 'filled'
       from generate_series(1, $3::int) n`,
      [tenant, subject, many],
    )
    await pool.query(
      `insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
       select $1, $2, 1000000 + n, gen_random_uuid(), 'filled', '{}', '[]', 0 from generate_series(1, $3::int) n`,
      [tenant, subject, many],
    )
    const before = await entriesRead(database)
    await once()
    expect((await entriesRead(database)) - before).toBeLessThan(many / 10)
  })
})
