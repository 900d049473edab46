import { describe, expect, it } from 'vitest'
import { type Market, marketRules } from '../../src/core/program/market.js'
import { utc } from '../../src/index.js'
import { deadline } from '../../src/server/rights/deadline.js'
import { zonedCalendar } from '../../src/server.js'

const iso = (at: number) => new Date(at).toISOString().slice(0, 16)
const at = (text: string) => Date.parse(text)

describe('the deadline of a request', () => {
  it('is the end of the same date a month later, or of the month’s last day', () => {
    const due = (received: string) => iso(deadline(utc, at(received), 'EU'))
    expect(due('2027-01-15T00:00Z')).toBe('2027-02-16T00:00')
    expect(due('2027-01-15T23:59Z')).toBe('2027-02-16T00:00')
    expect(due('2027-01-31T12:00Z')).toBe('2027-03-01T00:00')
    expect(due('2028-01-31T12:00Z')).toBe('2028-03-01T00:00')
    expect(due('2027-12-31T12:00Z')).toBe('2028-02-01T00:00')
  })

  it('counts days of the programme’s zone, also where the clocks change between', () => {
    const zurich = zonedCalendar('Europe/Zurich')
    // Received on 1 March at half past midnight in Zürich, which is still February in UTC.
    expect(iso(deadline(zurich, at('2027-02-28T23:30Z'), 'EU'))).toBe('2027-04-01T22:00')
    expect(iso(deadline(utc, at('2027-02-28T23:30Z'), 'EU'))).toBe('2027-03-29T00:00')
  })

  it('is what the law of each market says, and later where it was put off', () => {
    const received = at('2027-01-15T12:00Z')
    const due = (market: Market) =>
      [false, true].map((extended) => iso(deadline(utc, received, market, extended)).slice(0, 10))
    expect(Object.fromEntries((Object.keys(marketRules) as Market[]).map((market) => [market, due(market)]))).toEqual({
      EU: ['2027-02-16', '2027-04-16'],
      CH: ['2027-02-15', '2027-03-17'],
      GB: ['2027-02-16', '2027-04-16'],
      'US-CA': ['2027-03-02', '2027-04-16'],
    })
  })

  it('is never later for the unknown than for anybody known', () => {
    for (const received of ['2027-01-31T12:00Z', '2027-02-01T00:00Z', '2027-07-15T12:00Z', '2028-02-29T23:59Z'].map(
      at,
    )) {
      const strictest = deadline(utc, received, null)
      const known = (Object.keys(marketRules) as Market[]).map((market) => deadline(utc, received, market))
      expect(strictest).toBe(Math.min(...known))
    }
  })
})
