import { describe, expect, it } from 'vitest'
import type { Returns } from '../../../../src/core/program/policy.js'
import { day, deskOf } from './desk.js'

const returning = (returns: Returns, floor?: number) =>
  deskOf({ policy: { returns: { bonus: returns }, ...(floor !== undefined && { floor: { bonus: floor } }) } })

describe('a return of what was earned', () => {
  it('takes the points back: odoo 257854, buy, refund, keep the points', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 100 } })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 100'])
    expect(desk.points()).toMatchObject({ available: 0, pending: 0, debt: 0 })
  })

  it('takes them once: open-bank-oss 528, two racing reversals both book', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 100 } })
    desk.tell({ type: 'award', points: { bonus: 100 } })
    desk.tell({ type: 'reverse', of: 'order' })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toBe('over_reversal')
    expect(desk.points().available).toBe(100)
  })

  it('may come in parts, which sum to no more than there was', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 100 } })
    expect(desk.tell({ type: 'reverse', of: 'order', points: { bonus: 40 } })).toEqual(['reverse 40'])
    expect(desk.tell({ type: 'reverse', of: 'order', points: { bonus: 61 } })).toBe('over_reversal')
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 60'])
  })

  it('counts what it could not reach as done: it is not asked for again', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 100 } })
    desk.tell({ type: 'spend', points: { bonus: 70 } })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 30'])
    desk.tell({ type: 'award', points: { bonus: 50 } })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toBe('over_reversal')
    expect(desk.points().available).toBe(50)
  })

  it.each<[Returns, number | undefined, string | readonly string[], object]>([
    ['refuse', undefined, 'spent_already', { available: 30, pending: 20, debt: 0 }],
    ['pending', undefined, ['reverse 20'], { available: 30, pending: 0, debt: 0 }],
    ['balance', undefined, ['reverse 50'], { available: 0, pending: 0, debt: 0 }],
    ['debt', undefined, ['reverse 100'], { available: 0, pending: 0, debt: 50 }],
    ['debt', 15, ['reverse 65'], { available: 0, pending: 0, debt: 15 }],
    ['debt', 0, ['reverse 50'], { available: 0, pending: 0, debt: 0 }],
  ])('of points that were spent goes by policy: %s with floor %s', (policy, floor, lines, points) => {
    const desk = returning(policy, floor)
    desk.tell({ type: 'award', id: 'order', points: { bonus: 100 } })
    desk.tell({ type: 'spend', points: { bonus: 70 } })
    desk.tell({ type: 'award', points: { bonus: 20 }, availableAt: desk.now + day })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(lines)
    expect(desk.points()).toMatchObject(points)
  })

  it('reaches what became of converted points by the same policy', () => {
    const desk = returning('debt')
    desk.tell({ type: 'award', id: 'order', points: { bonus: 30 } })
    desk.tell({ type: 'convert', conversion: 'toMiles', amount: 30 })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 30'])
    expect([desk.points().debt, desk.points('miles').available]).toEqual([30, 20])
  })

  it('takes the award’s own points first, then what waits, then what ends first', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.now += 3 * day
    desk.tell({ type: 'award', id: 'order', points: { bonus: 10 } })
    desk.tell({ type: 'award', points: { bonus: 10 }, availableAt: desk.now + 9 * day })
    desk.tell({ type: 'reverse', of: 'order', points: { bonus: 6 } })
    expect(desk.account()?.lots.map(({ remaining }) => remaining)).toEqual([10, 4, 10])
    desk.tell({ type: 'reverse', of: 'order' })
    desk.tell({ type: 'reverse', points: { bonus: 12 } })
    expect(desk.account()?.lots.map(({ remaining }) => remaining)).toEqual([8])
  })

  it('takes a campaign’s points with the rule’s, each from its own lot', () => {
    const desk = deskOf({ now: Date.UTC(2026, 2, 30) })
    desk.tell({ type: 'award', points: { bonus: 50 }, availableAt: desk.now + day })
    expect(desk.tell({ type: 'earn', id: 'order', rule: 'buy', amount: 1_000 })).toEqual([
      'award 20',
      'award 10',
      'award 10 miles',
      'award 5 miles',
    ])
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 30', 'reverse 15 miles'])
    expect(desk.account()?.lots.map(({ remaining }) => remaining)).toEqual([50])
  })

  it('gives a cap its room back, for who returns one thing and buys another', () => {
    const desk = deskOf({ policy: { caps: { buy: [{ per: 'day', most: { bonus: 20 } }] } }, now: Date.UTC(2026, 4, 1) })
    desk.tell({ type: 'earn', id: 'order', rule: 'buy', amount: 1_000 })
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 1_000 })).toContain('award 0')
    desk.tell({ type: 'reverse', of: 'order', points: { bonus: 8 } })
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 1_000 })).toContain('award 8')
  })

  it('of an award of nothing is told once: a sale below the first point may be returned as well', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 0 } })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 0'])
    expect(desk.tell({ type: 'reverse', of: 'order' })).toBe('over_reversal')
  })

  it.each(['hold', 'give', 'convert', 'reverse', 'nothing'] as const)('is none of a %s', (type) => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 50 } })
    desk.tell({ type: 'hold', id: 'hold', points: { bonus: 5 }, until: desk.now + day })
    desk.tell({ type: 'give', id: 'give', points: { bonus: 5 }, to: 'bo' })
    desk.tell({ type: 'convert', id: 'convert', conversion: 'toMiles', amount: 6 })
    desk.tell({ type: 'reverse', id: 'reverse', of: 'order', points: { bonus: 1 } })
    expect(desk.tell({ type: 'reverse', of: type })).toBe('unknown_transfer')
  })

  it.each([[{ bonus: 0 }], [{ bonus: -1 }], [{ bonus: 0.5 }], [{ bonus: 2 ** 53 }]])('of %o is refused', (points) => {
    const desk = deskOf()
    desk.tell({ type: 'award', id: 'order', points: { bonus: 50 } })
    expect(desk.tell({ type: 'reverse', of: 'order', points })).toBe('bad_amount')
  })
})

describe('a return of what was spent', () => {
  it('brings the points back with their ends, what ends last first, and takes none twice: odoo 212922', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.now += 5 * day
    desk.tell({ type: 'award', points: { bonus: 10 } })
    const before = desk.account()?.lots.map(({ remaining, expiresAt }) => [remaining, expiresAt])
    desk.tell({ type: 'spend', id: 'order', points: { bonus: 15 } })
    expect(desk.tell({ type: 'reverse', of: 'order', points: { bonus: 5 } })).toEqual(['restore 5'])
    expect(desk.account()?.lots.map(({ remaining }) => remaining)).toEqual([10])
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['restore 10'])
    expect(desk.account()?.lots.map(({ remaining, expiresAt }) => [remaining, expiresAt])).toEqual(before)
    expect(desk.tell({ type: 'reverse', of: 'order' })).toBe('over_reversal')
    expect(desk.points().available).toBe(20)
  })

  it('gives what has ended meanwhile the declared grace', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.tell({ type: 'spend', id: 'order', points: { bonus: 10 } })
    desk.now += 40 * day
    desk.tell({ type: 'reverse', of: 'order' })
    expect(desk.points().expiring).toEqual({ amount: 10, at: Date.parse('2026-05-10T00:00+02:00') })
  })

  it('fills a debt first', () => {
    const desk = deskOf({ policy: { returns: { bonus: 'debt' } } })
    desk.tell({ type: 'award', id: 'earned', points: { bonus: 10 } })
    desk.tell({ type: 'spend', id: 'spent', points: { bonus: 10 } })
    desk.tell({ type: 'reverse', of: 'earned' })
    desk.tell({ type: 'reverse', of: 'spent' })
    expect(desk.account()).toMatchObject({ balance: 0, debt: 0, lots: [] })
  })

  it('never tells more than a number can: what came back beyond 2^53-1 is refused', () => {
    const desk = deskOf()
    const most = Number.MAX_SAFE_INTEGER
    desk.tell({ type: 'award', points: { coins: most } })
    desk.tell({ type: 'spend', id: 'order', points: { coins: most } })
    desk.tell({ type: 'award', points: { coins: 1 } })
    expect(desk.tell({ type: 'reverse', of: 'order' })).toBe('bad_amount')
  })
})

describe('a return of a reward', () => {
  it('ends its coupon, unless that was handed in', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 20, miles: 20 } })
    desk.tell({ type: 'redeem', id: 'one', reward: 'voucher' } as never)
    desk.tell({ type: 'redeem', id: 'two', reward: 'voucher' } as never)
    const [one, two] = desk.members.kept[0]?.coupons ?? []
    desk.tell({ type: 'use', coupon: two?.code ?? '' })
    expect(desk.tell({ type: 'reverse', of: 'one' })).toEqual(['restore 3 miles', 'restore 8'])
    expect(desk.tell({ type: 'use', coupon: one?.code ?? '' })).toBe('coupon_void')
    expect(desk.tell({ type: 'reverse', of: 'two' })).toBe('coupon_used')
  })

  it('gives its stock back once, whichever currency comes back first', () => {
    const desk = deskOf({ policy: { budgets: { rewards: { voucher: 5 } } } })
    desk.tell({ type: 'award', points: { bonus: 40, miles: 20 } })
    desk.tell({ type: 'redeem', id: 'one', reward: 'voucher' } as never)
    expect(desk.tell({ type: 'redeem', reward: 'voucher' } as never)).toBe('sold_out')
    desk.tell({ type: 'reverse', of: 'one', points: { bonus: 8 } })
    desk.tell({ type: 'reverse', of: 'one', points: { miles: 3 } })
    expect(desk.members.used).toEqual({ 'budget:voucher': 0 })
    desk.tell({ type: 'redeem', reward: 'voucher' } as never)
    expect(desk.tell({ type: 'redeem', reward: 'voucher' } as never)).toBe('sold_out')
  })

  it('frees its place in the member’s limit', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 60 } })
    for (const id of ['one', 'two']) desk.tell({ type: 'redeem', id, reward: 'mug' } as never)
    expect(desk.tell({ type: 'redeem', reward: 'mug' } as never)).toBe('member_limit')
    desk.tell({ type: 'reverse', of: 'two' })
    expect(desk.tell({ type: 'redeem', reward: 'mug' } as never)).toEqual(['redeem 12'])
  })
})
