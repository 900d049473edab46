import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { converted } from '../../../../src/core/points/rate.js'
import { day, deskOf } from './desk.js'

describe('points that are spent', () => {
  it('go by what ends first, so that as little as possible is lost', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 }, availableAt: desk.now + day })
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.now += 2 * day
    desk.tell({ type: 'spend', points: { bonus: 10 } })
    desk.now += 29 * day
    expect(desk.points().available).toBe(10)
    desk.now += day
    expect(desk.points().available).toBe(0)
  })

  it('are there, or nothing is spent: Azuriom Plugin-Shop 285, a balance of -10', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    expect(desk.tell({ type: 'spend', points: { bonus: 11 } })).toBe('not_enough_points')
    desk.tell({ type: 'award', points: { bonus: 5 }, availableAt: desk.now + day })
    expect(desk.tell({ type: 'spend', points: { bonus: 11 } })).toBe('not_enough_points')
    desk.now += 31 * day
    expect(desk.tell({ type: 'spend', points: { bonus: 6 } })).toBe('not_enough_points')
    expect(desk.tell({ type: 'spend', points: { bonus: 5 } })).toEqual(['redeem 5'])
  })

  it('are the partner’s currency at a partner’s', () => {
    const desk = deskOf()
    expect(desk.tell({ type: 'spend', points: { bonus: 1 }, partner: 'nobody' })).toBe('unknown_partner')
    expect(desk.tell({ type: 'award', points: { bonus: 1 }, partner: 'nobody' })).toBe('unknown_partner')
  })
})

describe('a gift', () => {
  it('leaves the giver before it arrives: of twenty gifts of 100 from 100, one is given: fuint 71', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 100 } })
    const told = Array.from({ length: 20 }, () => desk.tell({ type: 'give', points: { bonus: 100 }, to: 'bo' }))
    expect(told.filter((one) => one !== 'not_enough_points')).toEqual([['give 100']])
  })

  it('is none to oneself, and none of respect', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10, respect: 10 } })
    expect(desk.tell({ type: 'give', points: { bonus: 1 }, to: 'ada' })).toBe('self_award')
    expect(desk.tell({ type: 'give', points: { respect: 1 }, to: 'bo' })).toBe('not_redeemable')
  })

  it('that reaches nobody comes back, once, with the ends that it had', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    const before = desk.points()
    desk.tell({ type: 'give', id: 'gift', points: { bonus: 10 }, to: 'bo' })
    expect(desk.tell({ type: 'returned', of: 'gift' })).toEqual(['restore 10'])
    expect(desk.points()).toEqual(before)
    expect(desk.tell({ type: 'returned', of: 'gift' })).toBe('over_reversal')
    expect(desk.tell({ type: 'returned', of: 'nothing' })).toBe('unknown_transfer')
  })
})

describe('a conversion', () => {
  it('uses no more than what it gives costs, and leaves the rest', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: 10 })).toEqual(['convert 9', 'credit 6 miles'])
    expect([desk.points().available, desk.points('miles').available]).toEqual([1, 6])
  })

  it('goes by the rate of the day in the programme’s time zone', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 40 } })
    desk.now = Date.parse('2026-04-08T23:59:59+02:00')
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: 6 })).toEqual(['convert 6', 'credit 4 miles'])
    desk.now = Date.parse('2026-04-09T00:00+02:00')
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: 6 })).toBe('no_rate')
    desk.now = Date.parse('2026-04-12T00:00+02:00')
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: 6 })).toEqual(['convert 6', 'credit 9 miles'])
  })

  it.each([
    ['toMiles', 3, 'too_little'],
    ['toCoins', 4, 'too_little'],
    ['toMiles', 41, 'not_enough_points'],
    ['toMiles', 0, 'bad_amount'],
    ['toMiles', 2 ** 53, 'bad_amount'],
    ['toGold', 5, 'unknown_conversion'],
    ['constructor', 5, 'unknown_conversion'],
  ])('%s of %s is refused: %s', (conversion, amount, code) => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 40, miles: 10 } })
    expect(desk.tell({ type: 'convert', conversion, amount })).toBe(code)
  })

  it('of the greatest amount is exact, and beyond it refused', () => {
    const desk = deskOf({ now: Date.UTC(2026, 4, 1) })
    desk.tell({ type: 'award', points: { bonus: Number.MAX_SAFE_INTEGER } })
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: Number.MAX_SAFE_INTEGER })).toBe('bad_amount')
    const most = Math.floor(Number.MAX_SAFE_INTEGER / 3) * 2
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: most })).toEqual([
      `convert ${most}`,
      `credit ${(most / 2) * 3} miles`,
    ])
  })

  const rate = fc.record({ give: fc.integer({ min: 1, max: 999 }), get: fc.integer({ min: 1, max: 999 }) })

  it('gives the most whole points that the amount pays for, and takes the least that pays for them', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 1e9 }), ({ give, get }, amount) => {
        const { used, got } = converted({ give, get }, amount)
        expect(got * give).toBeLessThanOrEqual(amount * get)
        expect((got + 1) * give).toBeGreaterThan(amount * get)
        expect(used).toBeLessThanOrEqual(amount)
        expect(used * get).toBeGreaterThanOrEqual(got * give)
        expect((used - 1) * get).toBeLessThan(Math.max(1, got * give))
      }),
    )
  })

  it('brings no more in many small ones than in one', () => {
    fc.assert(
      fc.property(rate, fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }), (own, parts) => {
        const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0)
        const many = parts.map((part) => converted(own, part))
        const once = converted(own, sum(many.map(({ used }) => used)))
        expect(sum(many.map(({ got }) => got))).toBeLessThanOrEqual(once.got)
      }),
    )
  })
})
