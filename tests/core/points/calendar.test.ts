import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfYearly, type Period, utc } from '../../../src/core/points/calendar.js'
import { zonedCalendar } from '../../../src/server/zoned-calendar.js'
import { dateOf, endOfDay, endOfMonth, endOfQuarter, endOfWeek, endOfYear } from '../../ledger/wall-clock.js'

const at = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) })
const periods: readonly Period[] = ['day', 'week', 'month', 'quarter', 'year']

describe('the calendar', () => {
  it.each([utc, zonedCalendar('Europe/Zurich')])(
    'lets each period end after every instant of it, and begin the next',
    (calendar) => {
      fc.assert(
        fc.property(at, fc.constantFrom(...periods), (now, period) => {
          const end = calendar.endOf(now, period)
          expect(end).toBeGreaterThan(now)
          expect(calendar.endOf(end - 1, period)).toBe(end)
          expect(calendar.startOf(calendar.dateOf(end))).toBe(end)
        }),
      )
    },
  )

  it('of Zürich ends its periods when a naive one does', () => {
    const zurich = zonedCalendar('Europe/Zurich')
    const naive = { day: endOfDay, week: endOfWeek, month: endOfMonth, quarter: endOfQuarter, year: endOfYear }
    fc.assert(
      fc.property(at, fc.constantFrom(...periods), (now, period) => {
        expect(zurich.endOf(now, period)).toBe(naive[period](now))
        expect(zurich.dateOf(now)).toBe(dateOf(now))
      }),
      { numRuns: 500 },
    )
  })

  it('has weeks that begin on Monday', () => {
    const sunday = Date.UTC(2026, 2, 29, 23)
    expect(new Date(utc.endOf(sunday, 'week')).toISOString()).toBe('2026-03-30T00:00:00.000Z')
  })

  it('knows the next end of a day of the year, this year’s while it has not ended', () => {
    const end = (text: string) => new Date(endOfYearly(utc, Date.parse(text), '03-31')).toISOString().slice(0, 10)
    expect(end('2026-03-31T23:59Z')).toBe('2026-04-01')
    expect(end('2026-04-01T00:00Z')).toBe('2027-04-01')
    expect(() => endOfYearly(utc, 0, '13-01')).toThrow()
  })
})
