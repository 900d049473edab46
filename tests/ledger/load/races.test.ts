import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Transfer } from '../../../src/index.js'
import type { Store } from '../../../src/ports/store.js'
import { postgres } from '../../../src/postgres.js'
import type { BackendAnswer } from '../../../src/server.js'
import { faultsIn } from '../../server/support/audited.js'
import { no, opened } from '../../server/support/members.js'
import { createDatabase, type Database } from '../../support/database.js'
import { leftOut } from '../../support/left-out.js'
import { insist } from './insist.js'
import { type RoughPool, roughPool } from './rough-pool.js'
import { seeded } from './seeded.js'

const url = inject('postgresUrl')
if (!url) leftOut('races for points', 'there is no PostgreSQL')

const why = (key: string) => ({ reason: key, key })
const many = <Item>(count: number, make: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => make(n))

describe.skipIf(!url)('at once, on 16 connections', () => {
  let database: Database
  let pool: RoughPool
  let store: Store
  beforeAll(async () => {
    database = await createDatabase(url as string, 2)
    pool = roughPool(database.url, 16)
    store = postgres(pool)
    await store.migrate()
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  const desk = (options: Parameters<typeof opened>[1] = {}) => opened({ store }, options)
  const all = (calls: readonly (() => Promise<BackendAnswer>)[]): Promise<BackendAnswer[]> =>
    Promise.all(calls.map((call) => insist(call)))
  const passed = (answers: readonly BackendAnswer[]) => answers.filter(({ ok }) => ok).length
  const lines = async (tenant: string, currency = 'bonus'): Promise<readonly Transfer[]> =>
    (await store.audit(tenant, null, 1_000))
      .filter((account) => account.currency === currency)
      .flatMap(({ transfers }) => transfers)
  const points = (of: readonly Transfer[], kind: Transfer['kind']): number =>
    of.reduce((sum, line) => (line.kind === kind ? sum + line.amount : sum), 0)

  it('twenty gifts of 100 from a balance of 100 leave exactly one (fuint 71)', async () => {
    const { tenant, member } = desk()
    const [giver, ...others] = [await member(100), await member(), await member(), await member()]
    const to = (n: number) => others[n % others.length]?.id as string
    const said = await all(
      many(20, (n) => () => giver.give({ to: to(n), points: { bonus: 100 }, ...why(`gift:${n}`) })),
    )
    expect(passed(said)).toBe(1)
    for (const one of said) if (!one.ok) expect(one).toMatchObject(no('not_enough_points'))
    const left = await Promise.all([giver, ...others].map((one) => one.balance('bonus')))
    expect(left.map(({ available }) => available).sort()).toEqual([0, 0, 0, 100])
    expect(points(await lines(tenant), 'credit')).toBe(100)
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it.each([1, 2, 3, 4])('sixteen first awards of a new member are booked on one account (23505), turn %i', async () => {
    const { tenant } = desk()
    const servers = many(4, () => desk({ tenant }).server)
    const first = (n: number) => servers[n % servers.length]?.subject({ login: 'newcomer' })
    const said = await all(
      many(16, (n) => () => {
        const one = { points: n % 4 === 3 ? { miles: 10 } : { bonus: 10 }, ...why(`order:${n}`) }
        return first(n)?.award(one) as Promise<BackendAnswer>
      }),
    )
    expect(said.filter(({ ok, known }) => ok && !known)).toHaveLength(16)
    expect(new Set(said.map((one) => one.ok && one.subject)).size).toBe(1)
    const accounts = await store.audit(tenant, null, 100)
    expect(accounts.map(({ currency, account }) => [currency, account.seq, account.balance])).toEqual([
      ['bonus', 12, 120],
      ['miles', 4, 40],
    ])
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('checkouts never leave less than nothing (Azuriom Plugin-Shop 285)', async () => {
    const { tenant, member } = desk()
    const buyers = await Promise.all(many(4, () => member(100)))
    const said = await all(
      buyers.flatMap((one) => [
        ...many(6, (n) => () => one.spend({ points: { bonus: 30 }, ...why(`order:${n}`) })),
        ...many(3, (n) => () => one.hold({ points: { bonus: 30 }, for: 'PT1H', ...why(`cart:${n}`) })),
        ...many(3, (n) => () => one.convert('toMiles', { amount: 30, ...why(`miles:${n}`) })),
      ]),
    )
    expect(passed(said)).toBe(4 * 3)
    for (const one of buyers) {
      const { available, held, debt } = await one.balance('bonus')
      expect([available, held % 30, debt]).toEqual([10, 0, 0])
    }
    expect((await lines(tenant)).filter(({ balanceAfter }) => balanceAfter < 0)).toEqual([])
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('two reversals of one award book its amount once (open-bank-oss 528)', async () => {
    const { tenant, member } = desk()
    const buyers = await Promise.all(many(8, () => member()))
    await all(buyers.map((one) => () => one.award({ points: { bonus: 100 }, ...why('order') })))
    await all(buyers.map((one) => () => one.award({ points: { bonus: 500 }, ...why('other') })))
    const said = await all(
      buyers.flatMap((one) => [
        () => one.reverse({ of: 'order', ...why('return:a') }),
        () => one.reverse({ of: 'order', ...why('return:b') }),
      ]),
    )
    expect(passed(said)).toBe(8)
    for (const one of said) if (!one.ok) expect(one).toMatchObject(no('over_reversal'))
    expect(points(await lines(tenant), 'reverse')).toBe(800)
    for (const one of buyers) expect(await one.balance('bonus')).toMatchObject({ available: 500 })
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('parts of a return never come to more than the award (open-bank-oss 528)', async () => {
    const { tenant, member } = desk()
    const one = await member(1_000)
    await one.award({ points: { bonus: 100 }, ...why('order') })
    const said = await all(
      many(16, (n) => () => one.reverse({ of: 'order', points: { bonus: 30 }, ...why(`part:${n}`) })),
    )
    expect(passed(said)).toBe(3)
    expect(points(await lines(tenant), 'reverse')).toBe(90)
  })

  it('a refund gives back and takes back once, however often it is sent under new keys (odoo 212922)', async () => {
    const { tenant, member } = desk()
    const one = await member(50)
    await one.spend({ points: { bonus: 30 }, ...why('paid') })
    await one.award({ points: { bonus: 20 }, ...why('earned') })
    const said = await all(many(8, (n) => () => one.reverse({ of: n % 2 ? 'paid' : 'earned', ...why(`refund:${n}`) })))
    expect(passed(said)).toBe(2)
    expect(await one.balance('bonus')).toMatchObject({ available: 50 })
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('buying, spending and returning again and again leaves a debt, and no points to keep (odoo 257854)', async () => {
    const { tenant, member } = desk({ policy: { returns: { bonus: 'debt' } } })
    const one = await member()
    for (let n = 0; n < 10; n++) {
      await insist(() => one.award({ points: { bonus: 50 }, ...why(`order:${n}`) }))
      await all([
        () => one.spend({ points: { bonus: 50 }, ...why(`goods:${n}`) }),
        () => one.reverse({ of: `order:${n}`, ...why(`return:${n}`) }),
      ])
    }
    const booked = await lines(tenant)
    const [account] = await store.audit(tenant, null, 1)
    expect(points(booked, 'reverse')).toBe(500)
    expect(account?.account.balance).toBe(-points(booked, 'redeem'))
    // Once goods went for points that were returned, there is a debt, and what comes in only fills it.
    expect(points(booked, 'redeem')).toBeLessThanOrEqual(50)
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('a small stock is never oversold, one by one or in batches', async () => {
    const { tenant, member, server } = desk()
    const people = await Promise.all(many(16, () => member(50)))
    const redeem = { type: 'redeem' as const, reward: 'lamp', key: 'batch' }
    const batch = (of: typeof people) => async () => {
      const said = await server.bulk(of.map(({ login }) => ({ subject: { login }, calls: [redeem] })) as never)
      return said.flat().find(({ ok }) => ok) ?? (said[0]?.[0] as BackendAnswer)
    }
    const said = await all([
      ...people.slice(0, 8).map((one) => () => one.redeem('lamp', { key: 'lamp' })),
      batch(people.slice(8, 12)),
      batch(people.slice(12)),
    ])
    for (const one of said) if (!one.ok) expect(one).toMatchObject(no('sold_out'))
    expect(points(await lines(tenant), 'redeem')).toBe(2 * 10)
    expect(await server.stock('lamp')).toEqual({ left: 0 })
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('a budget that many draw on is never overdrawn', async () => {
    const { tenant, member } = desk({ policy: { budgets: { campaigns: { double: 30 }, rewards: { voucher: 10 } } } })
    const people = await Promise.all(many(8, () => member(50)))
    const earned = await all(people.map((one) => () => one.earn('orders', { amount: 800, ...why('order') })))
    expect(passed(earned)).toBe(8)
    const said = await all(people.map((one) => () => one.redeem('voucher', { key: 'voucher' })))
    expect(passed(said)).toBe(2)
    const added = (await lines(tenant)).filter(({ code }) => code === 'campaign:double')
    expect(points(added, 'award')).toBe(30)
  })

  it.each([1, 2, 3])('a coupon is handed in at sixteen tills and taken at one, or is given back, turn %i', async () => {
    const { server, tenant, member } = desk()
    const [one, other] = [await member(100), await member(100)]
    const codeOf = (said: BackendAnswer): string => (said.ok && said.outcome.coupon?.code) || ''
    const code = codeOf(await one.redeem('voucher', { key: 'voucher' }))
    const { redeemCoupon: handIn } = server
    const at = (coupon: string) => (n: number) => () => handIn(coupon, why(`till:${n}`))
    const said = await all(many(16, at(code)))
    expect(passed(said)).toBe(1)
    for (const one of said) if (!one.ok) expect(one).toMatchObject(no('coupon_used'))
    const second = codeOf(await other.redeem('voucher', { key: 'voucher' }))
    const back = () => other.reverse({ of: 'voucher', ...why('back') })
    const [undone, ...taken] = await all([back, ...many(6, at(second))])
    expect(passed(taken) + (undone?.ok ? 1 : 0)).toBe(1)
    expect(await other.balance('bonus')).toMatchObject({ available: undone?.ok ? 100 : 50 })
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('a webhook that comes eight times counts once (formance stack 1464, odoo 222372)', async () => {
    const { tenant, member } = desk()
    const servers = many(4, () => desk({ tenant }).server)
    const [one, other] = [await member(200), await member()]
    const on = (n: number) => servers[n % servers.length]?.subject({ login: one.login }) as typeof one
    const eightTimes = async (call: (who: typeof one) => Promise<BackendAnswer>): Promise<void> => {
      const said = await all(many(8, (n) => () => call(on(n))))
      expect(said.filter(({ ok, known }) => ok && !known)).toHaveLength(1)
      expect(new Set(said.map(({ known: _, ...answer }) => JSON.stringify(answer))).size).toBe(1)
    }
    await eightTimes((who) => who.award({ points: { bonus: 30 }, ...why('award') }))
    await eightTimes((who) => who.earn('orders', { amount: 1_000, ...why('earn') }))
    await eightTimes((who) => who.spend({ points: { bonus: 5 }, ...why('spend') }))
    await eightTimes((who) => who.redeem('voucher', { key: 'voucher' }))
    await eightTimes((who) => who.redeem('lamp', { key: 'lamp' }))
    await eightTimes((who) => who.hold({ points: { bonus: 20 }, for: 'PT1H', ...why('hold') }))
    await eightTimes((who) => who.capture({ hold: 'hold', points: { bonus: 15 }, ...why('capture') }))
    await eightTimes((who) => who.convert('toMiles', { amount: 9, ...why('convert') }))
    await eightTimes((who) => who.give({ to: other.id, points: { bonus: 7 }, ...why('give') }))
    await eightTimes((who) => who.reverse({ of: 'award', points: { bonus: 4 }, ...why('reverse') }))
    await eightTimes((who) => who.adjust({ points: { bonus: 3 }, actor: 'staff:17', ...why('adjust') }))
    // 200 and 30 for the award, 10 for the order and as much again by the campaign; what went is as it was asked.
    const left = 200 + 30 + 10 + 10 - 5 - 50 - 10 - 15 - 9 - 7 - 4 + 3
    expect(await one.balance('bonus')).toMatchObject({ available: left, held: 0 })
    expect(await other.balance('bonus')).toMatchObject({ available: 7 })
    expect(await one.balance('miles')).toMatchObject({ available: 6 })
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('a retry is answered as at first while balances move (formance wallets 109)', async () => {
    const { tenant, member } = desk()
    const one = await member(100)
    const calls: readonly (() => Promise<BackendAnswer>)[] = [
      () => one.spend({ points: { bonus: 80 }, ...why('paid') }),
      () => one.spend({ points: { bonus: 80 }, ...why('refused') }),
      () => one.redeem('voucher', { key: 'voucher' }),
      () => one.convert('toMiles', { amount: 10, ...why('convert') }),
      () => one.hold({ points: { bonus: 500 }, for: 'PT1H', ...why('hold') }),
      () => one.reverse({ of: 'start', points: { bonus: 5 }, ...why('reverse') }),
    ]
    const text = ({ known: _, ...answer }: BackendAnswer) => JSON.stringify(answer)
    const first: string[] = []
    for (const call of calls) first.push(text(await call()))
    const again = await Promise.all([
      all(calls),
      all(many(12, (n) => () => one.award({ points: { bonus: 100 }, ...why(`more:${n}`) }))),
      all(calls),
      all(many(12, (n) => () => one.spend({ points: { bonus: 90 }, ...why(`less:${n}`) }))),
      all(calls),
    ])
    for (const said of [again[0], again[2], again[4], await all(calls)]) {
      expect(said.map(text)).toEqual(first)
      expect(said.every(({ known }) => known)).toBe(true)
    }
    expect(first.map((one) => JSON.parse(one).ok)).toEqual([true, false, false, true, false, true])
    expect(await faultsIn(store, tenant)).toEqual([])
  })

  it('no account goes below zero that may only be positive, and every look at it adds up (double_entry 114, odoo 206048)', async () => {
    const { tenant, member, server } = desk()
    const people = await Promise.all(many(6, () => member(60)))
    const draw = seeded(114)
    const calls = many(240, (n) => {
      const [one, other] = [draw.pick(people), draw.pick(people)]
      const amount = draw.upTo(40)
      const kind = draw.upTo(6)
      const bonus = { points: { bonus: amount }, ...why(`op:${n}`) }
      if (kind === 1) return () => one.award(bonus)
      if (kind === 2) return () => one.spend(bonus)
      if (kind === 3) return () => one.give({ to: other.id, ...bonus })
      if (kind === 4) return () => one.convert('toMiles', { amount, ...why(`op:${n}`) })
      if (kind === 5) return () => one.hold({ ...bonus, for: 'PT1H' })
      return () => one.adjust({ ...bonus, points: { bonus: -amount }, actor: 'staff:17' })
    })
    let isOver = false
    let looks = 0
    const look = async (): Promise<void> => {
      for (; !isOver; looks++) expect(await faultsIn(store, tenant)).toEqual([])
    }
    const working = Promise.all(
      many(14, async () => {
        for (let call = calls.pop(); call; call = calls.pop()) await insist(call)
      }),
    ).finally(() => {
      isOver = true
    })
    await Promise.all([working, look(), server.dueWork()])
    expect(looks).toBeGreaterThan(1)
    for (const currency of ['bonus', 'miles'])
      expect((await lines(tenant, currency)).filter(({ balanceAfter }) => balanceAfter < 0)).toEqual([])
  })

  it('overlapping batches of awards in any order meet no deadlock (40P01)', async () => {
    const { tenant, member, server } = desk()
    const people = await Promise.all(many(30, () => member()))
    const servers = [server, ...many(3, () => desk({ tenant }).server)]
    await all(people.map((one) => () => one.award({ points: { bonus: 1, miles: 1 }, ...why('open') })))
    const draw = seeded(926)
    const shuffled = () => people.map((one) => ({ one, at: draw.next() })).sort((a, b) => a.at - b.at)
    const batch = async (n: number): Promise<void> => {
      const type = n % 4 === 3 ? 'spend' : 'award'
      // Every third needs a decision: those lock by another function.
      const points = n % 3 === 0 ? { bonus: 1, miles: 1 } : { [n % 2 ? 'bonus' : 'miles']: 1 }
      const call = { type, points, ...why(`batch:${n}`) } as const
      const requests = shuffled().map(({ one }) => ({ subject: { login: one.login }, calls: [call] }))
      const said = await insist(
        () => servers[n % servers.length]?.bulk(requests as never) as Promise<BackendAnswer[][]>,
      )
      expect(said).toHaveLength(people.length)
    }
    const left = many(72, (n) => n)
    await Promise.all(
      many(8, async () => {
        for (let n = left.pop(); n !== undefined; n = left.pop()) await batch(n)
      }),
    )
    expect([...pool.heard.keys()].filter((code) => code === '40P01')).toEqual([])
    const { rows } = await database.pool.query(
      `select pg_stat_get_db_deadlocks(oid)::int as deadlocks from pg_database where datname = current_database()`,
    )
    expect(rows).toEqual([{ deadlocks: 0 }])
    expect(await faultsIn(store, tenant)).toEqual([])
  })
})
