import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Program } from '../../../../src/core/program/program.js'
import { club } from '../../../ledger/program.js'
import { dateOf, endOfDay, endOfMonth, endOfWeek, endOfYear } from '../../../ledger/wall-clock.js'
import { day, deskOf } from './desk.js'

const hour = 3_600_000
const may = Date.UTC(2026, 4, 10)

describe('a rule for an amount', () => {
  it.each([
    [12_90, ['award 24', 'award 12 miles']],
    [99, ['award 0', 'award 0 miles']],
    [0, ['award 0', 'award 0 miles']],
  ])('gives for each whole franc of %s: rounded down', (amount, lines) => {
    const desk = deskOf({ now: may })
    expect(desk.tell({ type: 'earn', rule: 'buy', amount })).toEqual(lines)
  })

  it('lets points wait as long as goods may be returned, over the night of the clocks as well', () => {
    const desk = deskOf({ now: Date.parse('2026-03-28T12:00+01:00') })
    desk.tell({ type: 'earn', rule: 'buy', amount: 1_000 })
    expect(desk.points()).toMatchObject({ available: 0, pending: 30 })
    desk.now = Date.parse('2026-03-30T12:00+02:00') - 1
    expect(desk.points().available).toBe(0)
    desk.now += 1
    expect(desk.points().available).toBe(30)
  })

  it.each([
    ['sell', 100, 'unknown_rule'],
    ['constructor', 100, 'unknown_rule'],
    ['buy', -1, 'bad_amount'],
    ['buy', 1.5, 'bad_amount'],
    ['buy', Number.NaN, 'bad_amount'],
    ['buy', 2 ** 53, 'bad_amount'],
  ])('%s of %s is refused: %s', (rule, amount, code) => {
    expect(deskOf().tell({ type: 'earn', rule, amount })).toBe(code)
  })

  it('is exact to the greatest balance, and refuses what its campaigns would take beyond', () => {
    const desk = deskOf({ now: Date.UTC(2026, 3, 1) })
    desk.tell({ type: 'award', points: { bonus: Number.MAX_SAFE_INTEGER - 25 } })
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 1_000 })).toBe('bad_amount')
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 800 })).toContain('award 16')
  })
})

describe('a cap', () => {
  it('counts each of its periods by itself, on the last day of the month as well', () => {
    const caps = {
      buy: [
        { per: 'day', most: { bonus: 30 } },
        { per: 'month', most: { bonus: 50 } },
      ] as const,
    }
    const desk = deskOf({ policy: { caps }, now: Date.UTC(2026, 4, 30, 12) })
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 2_000 })).toContain('award 30')
    desk.now += day
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 500 })).toContain('award 10')
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 2_000 })).toContain('award 10')
    desk.now += day
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 2_000 })).toContain('award 30')
  })

  it('tells what it kept back', () => {
    const desk = deskOf({ policy: { caps: { buy: [{ per: 'ever', most: { bonus: 5 } }] } }, now: may })
    desk.tell({ type: 'earn', rule: 'buy', amount: 1_000 })
    expect(desk.lines()[0]).toMatchObject({ amount: 5, withheld: 15 })
    desk.now += 1_000 * day
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 1_000 })).toContain('award 0')
  })

  const ends = { day: endOfDay, week: endOfWeek, month: endOfMonth, year: endOfYear }

  it('lets through what the programme’s days, weeks, months and years leave, whatever the clocks do', () => {
    const earned = fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 5 * hour }), fc.integer({ min: 0, max: 9 * day })),
      fc.integer({ min: 0, max: 15 }),
    )
    const period = fc.constantFrom('day', 'week', 'month', 'year')
    fc.assert(
      fc.property(period, fc.integer({ min: 0, max: 40 }), fc.array(earned, { maxLength: 25 }), (per, most, all) => {
        const desk = deskOf({
          policy: { caps: { buy: [{ per, most: { bonus: most } }] } },
          now: Date.parse('2026-10-23T20:00Z'),
        })
        const before: { end: number; n: number }[] = []
        for (const [wait, francs] of all) {
          desk.now += wait
          const end = ends[per](desk.now)
          const room = most - before.reduce((sum, one) => (one.end === end ? sum + one.n : sum), 0)
          const n = Math.min(francs * 2, room)
          before.push({ end, n })
          expect(desk.tell({ type: 'earn', rule: 'buy', amount: francs * 100 })).toContain(`award ${n}`)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a campaign', () => {
  it('adds on its days, in the programme’s time zone, rounded down, in lines of its own', () => {
    const at = (text: string) => {
      const desk = deskOf({ now: Date.parse(text) })
      return desk.tell({ type: 'earn', rule: 'buy', amount: 500 })
    }
    expect(at('2026-03-27T23:59:59+01:00')).toEqual(['award 10', 'award 5 miles'])
    expect(at('2026-03-28T00:00+01:00')).toEqual(['award 10', 'award 5', 'award 5 miles', 'award 2 miles'])
    expect(at('2026-04-12T23:59:59+02:00')).toEqual(['award 10', 'award 5', 'award 5 miles', 'award 2 miles'])
    expect(at('2026-04-13T00:00+02:00')).toEqual(['award 10', 'award 5 miles'])
  })

  it('ends with its budget, which all members share', () => {
    const desk = deskOf({ policy: { budgets: { campaigns: { spring: 9 } } }, now: Date.UTC(2026, 3, 1) })
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 500 })).toEqual([
      'award 10',
      'award 5',
      'award 5 miles',
      'award 2 miles',
    ])
    expect(desk.tell({ type: 'earn', rule: 'buy', amount: 500 }, 1)).toEqual(['award 10', 'award 2', 'award 5 miles'])
    expect(desk.members.used).toEqual({ 'campaign:spring': 9 })
  })

  it.each([
    [1.1, 1_000, 20, 2],
    [1.15, 300, 6, 0],
    [2, 500, 10, 10],
    [3.333, 50_000, 1_000, 2_333],
  ])('of %s times is no matter of binary fractions', (times, amount, own, more) => {
    const program = { ...club, campaigns: { spring: { ...club.campaigns.spring, times } } } as unknown as Program
    const desk = deskOf({ program, now: Date.UTC(2026, 3, 1) })
    const lines = desk.tell({ type: 'earn', rule: 'buy', amount })
    expect(lines[0]).toBe(`award ${own}`)
    expect(lines[1]).toBe(more > 0 ? `award ${more}` : `award ${amount / 100} miles`)
  })

  it('adds to what a deed gives as well', () => {
    const program = {
      ...club,
      deeds: { post: { label: 'Write' } },
      earns: { write: { label: 'Write', on: 'deed', deed: 'post', gives: { bonus: 10 } } },
      campaigns: { spring: { ...club.campaigns.spring, rules: ['write'] } },
    } as unknown as Program
    const desk = deskOf({ program, now: Date.UTC(2026, 3, 1) })
    expect(dateOf(desk.now)).toBe('2026-04-01')
    expect(desk.tell({ type: 'did', deed: 'post', count: 3 })).toEqual(['award 30', 'award 15'])
    expect(desk.tell({ type: 'did', deed: 'post', count: -1 })).toEqual([])
  })
})

describe('an award', () => {
  it.each([
    [{ bonus: -1 }, 'bad_amount'],
    [{ bonus: 0.5 }, 'bad_amount'],
    [{ bonus: Number.NaN }, 'bad_amount'],
    [{ bonus: 2 ** 53 }, 'bad_amount'],
    [{ gold: 1 }, 'unknown_currency'],
    [{ constructor: 1 }, 'unknown_currency'],
    [{}, 'unknown_currency'],
  ])('of %o is refused: %s', (points, code) => {
    expect(deskOf().tell({ type: 'award', points: points as never })).toBe(code)
  })

  it('passes at 2^53-1, and one more is refused', () => {
    const desk = deskOf()
    expect(desk.tell({ type: 'award', points: { bonus: 2 ** 53 - 1 } })).toEqual([`award ${2 ** 53 - 1}`])
    expect(desk.tell({ type: 'award', points: { bonus: 1 } })).toBe('bad_amount')
    expect(desk.points().available).toBe(2 ** 53 - 1)
  })

  it('is bounded by the policy, against slips', () => {
    expect(deskOf({ policy: { maxAward: { bonus: 10 } } }).tell({ type: 'award', points: { bonus: 11 } })).toBe(
      'over_limit',
    )
  })
})
