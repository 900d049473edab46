import { postgres } from 'evenhanded/postgres'
import type { Pool } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { enter, note } from '../../src/core/points/movement.js'
import { ok } from '../../src/core/result.js'
import { nobody } from '../../src/core/subject/subject.js'
import { deskOf } from '../../src/testing/store/desk.js'
import {
  at,
  awarding,
  buying,
  capturing,
  drawing,
  ending,
  events,
  holding,
  learned,
  moving,
  reversing,
  type Said,
  say,
  spending,
  stepOf,
  uuid,
} from '../../src/testing/store/steps.js'
import { createDatabase, type Database } from '../support/database.js'

const url = inject('postgresUrl')

/** A kept-back word of respect, and a sale that draws from what all share. */
const keptBack = (): Said =>
  moving(0, (account, why) => ({ ...note(account, 'suppress', why), withheld: 3, giver: uuid() }))
const sale = (): Said =>
  say((subject, key) => {
    const decided = buying(1, {}).decide(subject, key)
    return ok([...(decided.ok ? decided.value : []), drawing('stock', 1, 100_000)])
  })

describe.skipIf(!url)('a store whose plans were made on empty tables', () => {
  const made: Database[] = []
  const open = async () => {
    const one = await createDatabase(url ?? '', 1)
    made.push(one)
    const store = postgres(one.pool)
    await store.migrate()
    return { pool: one.pool, ...deskOf(store) }
  }
  afterAll(async () => {
    for (const one of made) await one.drop()
  })

  const readBy = async (pool: Pool, work: () => Promise<unknown>): Promise<number> => {
    const read = async (): Promise<number> => {
      await pool.query('select pg_stat_force_next_flush()')
      const { rows } = await pool.query<{ n: number }>(
        `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n
         from pg_stat_user_tables where schemaname = 'evenhanded'`,
      )
      return rows[0]?.n ?? 0
    }
    const before = await read()
    await work()
    return (await read()) - before
  }

  it('reads no more rows when they have grown', async () => {
    const { pool, store, tenant, act, find, look } = await open()
    const life = () => [
      events(learned('email', 'a@b.ch')),
      awarding(50),
      spending(1),
      holding(3, at + 9),
      sale(),
      keptBack(),
      events({ type: 'entered', raffle: 'spring', ticket: uuid(), at }),
    ]
    const step = () => stepOf(uuid(), nobody, life(), { login: uuid() })
    const work = async (subject: string) => {
      const [award, hold, bought] = [awarding(9), holding(4, at + 9), buying(2, {})]
      await act(subject, award, hold, bought, keptBack())
      await act(subject, events(learned('email', 'c@d.ch')), spending(2))
      await act(subject, reversing(award.id, 1), capturing(hold.id, 2))
      await act(subject, ending('used', `code of ${bought.id}`))
      await act(subject, sale())
      await find(subject, [uuid(), award.id])
      await look({
        coupon: `code of ${bought.id}`,
        cites: [award.id, uuid()],
        counters: ['stock', 'none'],
        suppressed: { currency: 'bonus', from: at, until: at + 1 },
      })
      await store.statement(tenant, subject, 'bonus')
    }
    const member = async () => {
      const subject = uuid()
      await store.store(tenant, [stepOf(subject, nobody, life())])
      return subject
    }
    // A plan is kept from its sixth use on.
    for (let n = 0; n < 8; n++) await work(await member())
    const few = await readBy(pool, async () => work(await member()))
    for (let n = 0; n < 20; n++) await store.store(tenant, Array.from({ length: 100 }, step))
    const many = await readBy(pool, async () => work(await member()))
    expect(few).toBeLessThan(400)
    expect(many).toBeLessThan(few * 1.5)
  })

  it('spends many lots in one go', async () => {
    const { pool, member, find, act } = await open()
    for (let n = 0; n < 8; n++) await act(await member(awarding(5), awarding(3)), spending(7))
    const lots = 1000
    const lot = (n: number) => ({ availableAt: at, expiresAt: at + 1000 + n })
    const subject = await member(
      ...Array.from({ length: lots }, (_, n) => moving(1, (account, why) => enter(account, 'award', why, lot(n)))),
    )
    const { subject: before } = await find(subject)
    expect(before.points.bonus?.lots.length).toBe(lots)
    const read = await readBy(pool, () => act(subject, spending(lots - 1)))
    expect((await find(subject)).subject.points.bonus?.lots.length).toBe(1)
    expect(read).toBeLessThan(6 * lots)
  })
})
