import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BackendAnswer } from '../../src/server.js'
import { no, opened } from './support/members.js'
import { ledgers, type Opened } from './support/stores.js'

const most = 2 ** 53 - 1
const why = (key: string) => ({ reason: key, key })
const day = 86_400_000

type Member = Awaited<ReturnType<ReturnType<typeof opened>['member']>>

describe.each(ledgers)('bad input to the ledger, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  /** Refused with this code, stored with its key, answered again to the byte, and nothing moved. */
  const refused = async (one: Member, code: string, ask: () => Promise<BackendAnswer>) => {
    const before = JSON.stringify((await one.state())?.points)
    const first = await ask()
    expect(first).toMatchObject({ ...no(code), known: false })
    expect(JSON.stringify(await ask())).toBe(JSON.stringify({ ...first, known: true }))
    expect(JSON.stringify((await one.state())?.points)).toBe(before)
  }

  const none: readonly (readonly [string, number])[] = [
    ['below zero', -1],
    ['a fraction', 1.5],
    ['NaN', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['2^53', 2 ** 53],
    ['far too large', 1e300],
    ['a text', '10' as never],
    ['nothing', null as never],
  ]

  it.each(none)('an amount that is %s', async (_, amount) => {
    const one = await opened(store).member(100)
    const points = { bonus: amount }
    await one.hold({ points: { bonus: 10 }, for: 'P1D', ...why('held') })
    const bad = (ask: () => Promise<BackendAnswer>) => refused(one, 'bad_amount', ask)
    await bad(() => one.award({ points, ...why('a') }))
    await bad(() => one.earn('orders', { amount, ...why('b') }))
    await bad(() => one.reverse({ points, ...why('c') }))
    await bad(() => one.reverse({ of: 'start', points, ...why('d') }))
    await bad(() => one.hold({ points, for: 'P1D', ...why('e') }))
    await bad(() => one.capture({ hold: 'held', points, ...why('f') }))
    await bad(() => one.convert('toMiles', { amount, ...why('g') }))
    await bad(() => one.spend({ points, ...why('h') }))
    await bad(() => one.give({ to: { login: 'somebody' }, points, ...why('i') }))
    // Below zero is a correction downwards, and a deed that was undone.
    if (amount === -1) return
    await bad(() => one.adjust({ points, actor: 'staff:17', ...why('j') }))
    await bad(() => one.did('visit', { count: amount, ...why('k') }))
  })

  it('2^53-1 passes, and not one more', async () => {
    const { member } = opened(store)
    const one = await member()
    expect(await one.award({ points: { miles: most }, ...why('all') })).toMatchObject({ ok: true })
    expect(await one.balance('miles')).toMatchObject({ available: most })
    await refused(one, 'bad_amount', () => one.award({ points: { miles: 1 }, ...why('more') }))
    await refused(one, 'bad_amount', () => one.adjust({ points: { miles: 1 }, actor: 'a', ...why('up') }))
    expect(await one.hold({ points: { miles: most }, for: 'P1D', ...why('hold') })).toMatchObject({ ok: true })
    expect(await one.capture({ hold: 'hold', ...why('capture') })).toMatchObject({ ok: true })
    expect(await one.balance('miles')).toMatchObject({ available: 0, held: 0 })
    const [lines] = [await one.statement('miles')]
    expect(lines[0]).toMatchObject({ kind: 'capture', amount: most, balanceAfter: 0 })
  })

  it('nothing is lost where a gift would be too much for its receiver', async () => {
    const { member } = opened(store)
    const [one, two] = [await member(), await member()]
    await one.award({ points: { miles: 5 }, ...why('a') })
    await two.award({ points: { miles: most }, ...why('a') })
    const gift = { to: two.id, points: { miles: 5 }, ...why('g') }
    expect(await one.give(gift)).toMatchObject(no('bad_amount'))
    expect(await one.balance('miles')).toMatchObject({ available: 5 })
  })

  it('zero is booked where nothing is a deed too, and refused where it moves nothing', async () => {
    const one = await opened(store).member(100)
    for (const zero of [0, -0]) {
      const said = await one.award({ points: { bonus: zero }, ...why(`a ${Object.is(zero, -0)}`) })
      expect(said).toEqual({
        ok: true,
        subject: one.id,
        known: false,
        outcome: { points: [{ currency: 'bonus', kind: 'award', amount: 0 }] },
      })
    }
    expect(await one.earn('orders', { amount: 99, ...why('e') })).toMatchObject({ ok: true })
    await refused(one, 'bad_amount', () => one.spend({ points: { bonus: 0 }, ...why('s') }))
    await refused(one, 'bad_amount', () => one.hold({ points: { bonus: 0 }, for: 'P1D', ...why('h') }))
    await refused(one, 'bad_amount', () => one.did('visit', { count: 0, ...why('d') }))
  })

  it('an unknown currency, and none', async () => {
    const one = await opened(store).member(100)
    const unknown = (ask: () => Promise<BackendAnswer>) => refused(one, 'unknown_currency', ask)
    for (const [name, points] of Object.entries({ gold: { gold: 1 }, none: {}, inherited: { toString: 1 } }) as [
      string,
      never,
    ][]) {
      await unknown(() => one.award({ points, ...why(`a ${name}`) }))
      await unknown(() => one.spend({ points, ...why(`b ${name}`) }))
      await unknown(() => one.hold({ points, for: 'P1D', ...why(`c ${name}`) }))
      await unknown(() => one.reverse({ points, ...why(`d ${name}`) }))
      await unknown(() => one.give({ to: { login: 'x' }, points, ...why(`e ${name}`) }))
      await unknown(() => one.adjust({ points, actor: 'a', ...why(`f ${name}`) }))
    }
    await unknown(() => one.freeze({ currency: 'gold' as never, actor: 'a', ...why('g') }))
  })

  it('reputation where something is spent, held, given or converted', async () => {
    const one = await opened(store).member()
    await one.award({ points: { respect: 100 }, ...why('a') })
    const never = (ask: () => Promise<BackendAnswer>) => refused(one, 'not_redeemable', ask)
    const points = { respect: 1 }
    await never(() => one.spend({ points, ...why('s') }))
    await never(() => one.hold({ points, for: 'P1D', ...why('h') }))
    await never(() => one.give({ to: { login: 'x' }, points, ...why('g') }))
    await never(() => one.spend({ points: { bonus: 1, respect: 1 }, ...why('t') }))
  })

  it('a coupon that is spent, foreign or too late', async () => {
    let now = Date.now()
    const { server, member } = opened(store, { clock: () => now })
    const [one, two] = [await member(200), await member()]
    const code = async (key: string) => {
      const said = await one.redeem('voucher', { key })
      return (said.ok && said.outcome.coupon?.code) || ''
    }
    const [spent, foreign, late] = [await code('a'), await code('b'), await code('c')]
    await server.redeemCoupon(spent, why('till:1'))
    await refused(one, 'coupon_used', () => server.redeemCoupon(spent, why('till:2')))
    await refused(one, 'foreign_coupon', () => server.redeemCoupon(foreign, { by: two.id, ...why('till:3') }))
    await refused(one, 'foreign_coupon', () =>
      server.redeemCoupon(foreign, { by: { login: two.login }, ...why('till:4') }),
    )
    expect(await server.redeemCoupon(foreign, { by: { login: one.login }, ...why('till:5') })).toMatchObject({
      ok: true,
    })
    now += 32 * day
    await refused(one, 'coupon_expired', () => server.redeemCoupon(late, why('till:6')))
  })

  it('a hold that is captured above its amount, or after its end', async () => {
    let now = Date.now()
    const { member } = opened(store, { clock: () => now })
    const one = await member(100)
    await one.hold({ points: { bonus: 50 }, for: 'PT10M', ...why('cart') })
    await refused(one, 'over_hold', () => one.capture({ hold: 'cart', points: { bonus: 51 }, ...why('o') }))
    await refused(one, 'over_hold', () => one.capture({ hold: 'cart', points: { miles: 1 }, ...why('m') }))
    now += 10 * 60_000
    await refused(one, 'hold_over', () => one.capture({ hold: 'cart', ...why('late') }))
    await refused(one, 'unknown_hold', () => one.capture({ hold: 'never', ...why('never') }))
  })

  it('a rate that does not exist on that day', async () => {
    const one = await opened(store).member(100)
    await refused(one, 'no_rate', () => one.convert('past', { amount: 10, ...why('c') }))
    await refused(one, 'too_little', () => one.convert('toMiles', { amount: 5, ...why('d') }))
  })

  it.each([
    ['past', 1],
    ['no number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['half a millisecond', 2e12 + 0.5],
    ['after the last date', 8.64e15],
  ])('an end that is %s', async (_, until) => {
    const one = await opened(store).member(100)
    await refused(one, 'bad_instant', () => one.hold({ points: { bonus: 1 }, until, ...why('h') }))
    await refused(one, 'bad_instant', () => one.suspend('post', { sanction: 'spam', until, actor: 'a', ...why('s') }))
  })

  it('and what no call is, is thrown', async () => {
    const { member, seen } = opened(store)
    const one = await member(100)
    const stored = seen.stores
    const bad = { code: 'bad_call' }
    const call = (method: 'award' | 'hold' | 'capture' | 'adjust', what: object) =>
      expect((one[method] as (what: object) => Promise<unknown>)(what)).rejects.toMatchObject(bad)
    await call('award', { ...why('k') })
    await call('award', { points: [1], ...why('k') })
    await call('award', { points: { bonus: 1 }, key: 'k' })
    await call('award', { points: { bonus: 1 }, reason: 'r' })
    await call('award', { points: { bonus: 1n }, ...why('k') })
    await call('award', { points: { bonus: 1 }, actor: 17, ...why('k') })
    await call('award', { points: { bonus: 1 }, availableAt: Number.NaN, ...why('k') })
    await call('hold', { points: { bonus: 1 }, ...why('k') })
    await call('hold', { points: { bonus: 1 }, for: 'half an hour', ...why('k') })
    await call('capture', { ...why('k') })
    await call('adjust', { points: { bonus: 1 }, ...why('k') })
    expect(seen.stores).toBe(stored)
  })
})
