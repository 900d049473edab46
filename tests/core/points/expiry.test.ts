import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utc } from '../../../src/core/points/calendar.js'
import { endOfPoints } from '../../../src/core/points/expiry.js'
import { never } from '../../../src/core/points/lots.js'
import type { Expiry } from '../../../src/core/program/currency.js'
import { zonedCalendar } from '../../../src/server/zoned-calendar.js'

const zurich = zonedCalendar('Europe/Zurich')
const ends = (expiry: Expiry | undefined, from: string, calendar = utc) =>
  new Date(endOfPoints(expiry, Date.parse(from), calendar)).toISOString()

describe('when points end', () => {
  it('is never where the currency says nothing', () => {
    expect(endOfPoints(undefined, 0, utc)).toBe(never)
  })

  it.each<[Expiry, string, string]>([
    ['P24M', '2026-11-21T09:15Z', '2028-11-22T00:00:00.000Z'],
    ['P1M', '2026-01-31T00:00Z', '2026-03-01T00:00:00.000Z'],
    ['P7D', '2026-11-21T23:59:59.999Z', '2026-11-29T00:00:00.000Z'],
    ['P0D', '2026-11-21T09:15Z', '2026-11-22T00:00:00.000Z'],
    ['PT15M', '2026-11-21T23:50Z', '2026-11-22T00:05:00.000Z'],
    ['P1DT1H', '2026-11-21T09:15Z', '2026-11-22T10:15:00.000Z'],
    [{ endOf: 'month' }, '2026-11-30T23:59Z', '2026-12-01T00:00:00.000Z'],
    [{ endOf: 'quarter' }, '2026-11-21T09:15Z', '2027-01-01T00:00:00.000Z'],
    [{ after: 'P1Y', endOf: 'quarter' }, '2026-05-21T09:15Z', '2027-07-01T00:00:00.000Z'],
    [{ after: 'P2Y', endOf: 'year' }, '2026-11-21T09:15Z', '2029-01-01T00:00:00.000Z'],
    [{ on: '12-31' }, '2026-12-31T23:00Z', '2027-01-01T00:00:00.000Z'],
    [{ on: '03-31' }, '2026-04-01T00:00Z', '2027-04-01T00:00:00.000Z'],
    [{ after: 'P6M', on: '03-31' }, '2026-10-01T00:00Z', '2028-04-01T00:00:00.000Z'],
  ])('with %o and from %s on is %s', (expiry, from, end) => {
    expect(ends(expiry, from)).toBe(end)
  })

  it.each<[Expiry, string, string]>([
    ['P1D', '2026-10-24T12:00Z', '2026-10-25T23:00:00.000Z'],
    ['P1D', '2026-03-28T12:00Z', '2026-03-29T22:00:00.000Z'],
    ['P6M', '2026-01-15T22:30Z', '2026-07-15T22:00:00.000Z'],
    ['P6M', '2026-01-15T23:30Z', '2026-07-16T22:00:00.000Z'],
    ['PT24H', '2026-03-28T12:00Z', '2026-03-29T12:00:00.000Z'],
    [{ endOf: 'month' }, '2026-03-31T22:30Z', '2026-04-30T22:00:00.000Z'],
    [{ on: '12-31' }, '2026-12-31T23:30Z', '2027-12-31T23:00:00.000Z'],
  ])('in Zurich, with %o and from %s on is %s: the days are the programme’s', (expiry, from, end) => {
    expect(ends(expiry, from, zurich)).toBe(end)
  })

  const duration = fc
    .tuple(fc.nat(9_999), fc.nat(9_999), fc.nat(9_999), fc.boolean())
    .map(([y, m, d, time]): `P${string}` => (time ? `PT${m}H` : `P${y}Y${m}M${d}D`))
  const expiry: fc.Arbitrary<Expiry> = fc.oneof(
    duration,
    fc.record({ after: duration, endOf: fc.constantFrom('month', 'quarter', 'year') }),
    fc.record({ after: duration, on: fc.constantFrom<`${number}-${number}`>('01-01', '02-28', '12-31') }),
  )
  const instant = fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: never }), fc.constant(never))
  const calendar = fc.constantFrom(utc, zurich, zonedCalendar('Pacific/Kiritimati'), zonedCalendar('America/New_York'))

  it('comes at or after they can be spent, and never after never', () => {
    fc.assert(
      fc.property(expiry, instant, calendar, (rule, from, days) => {
        const end = endOfPoints(rule, from, days)
        expect(end).toBeGreaterThanOrEqual(from)
        expect(end).toBeLessThanOrEqual(never)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is the beginning of a day, unless the rule has hours', () => {
    fc.assert(
      fc.property(expiry, fc.integer({ min: 0, max: 4e12 }), calendar, (rule, from, days) => {
        const end = endOfPoints(rule, from, days)
        if (end === never || (typeof rule === 'string' && rule.includes('T'))) return
        expect(days.startOf(days.dateOf(end))).toBe(end)
      }),
    )
  })

  it('is the same for all points of one day, so that nobody has to know the hour', () => {
    const rules = fc.constantFrom<Expiry>('P24M', 'P90D', 'P1M', { endOf: 'month' }, { after: 'P1Y', on: '06-30' })
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 4e12 }), fc.nat(23), calendar, (rule, from, hour, days) => {
        const start = days.startOf(days.dateOf(from))
        const other = Math.min(start + hour * 3_600_000, days.endOf(from, 'day') - 1)
        expect(endOfPoints(rule, other, days)).toBe(endOfPoints(rule, start, days))
      }),
    )
  })
})
