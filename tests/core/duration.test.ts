import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDuration, later } from '../../src/core/duration.js'

const utc = (text: string): number => Date.parse(`${text}T00:00:00Z`)

describe('later', () => {
  it.each([
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2028-01-31', 'P1M', '2028-02-29'],
    ['2028-02-29', 'P1Y', '2029-02-28'],
    ['2026-11-30', 'P3M', '2027-02-28'],
    ['2026-03-01', 'P24M', '2028-03-01'],
    ['2026-03-01', 'P2W', '2026-03-15'],
    ['2026-12-31', 'P1D', '2027-01-01'],
    ['2026-01-01', 'PT24H', '2026-01-02'],
  ])('%s and %s is %s', (from, duration, to) => {
    expect(later(utc(from), duration)).toBe(utc(to))
  })

  it('never goes back, and a longer duration ends later', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        fc.nat(60),
        (date, months) => {
          const at = date.getTime()
          expect(later(at, `P${months}M`)).toBeGreaterThanOrEqual(at)
          expect(later(at, `P${months + 1}M`)).toBeGreaterThan(later(at, `P${months}M`))
        },
      ),
    )
  })

  it('tells what is no duration', () => {
    for (const text of ['P', 'PT', '90D', 'P1', 'P1H', 'P-1D', 'p1d', 'P1DT', 'P99999Y', '', 7, null])
      expect(isDuration(text)).toBe(false)
    expect(() => later(0, 'soon')).toThrow(RangeError)
  })
})
