import { describe, expect, it } from 'vitest'
import { converted, rateOn } from '../../../src/core/points/rate.js'

const rates = [
  { from: '2026-01-01', until: '2026-03-31', give: 3, get: 2 },
  { from: '2026-05-01', give: 1, get: 1 },
]

describe('a rate', () => {
  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', rates[0]],
    ['2026-03-31', rates[0]],
    ['2026-04-01', undefined],
    ['2026-05-01', rates[1]],
    ['2999-12-31', rates[1]],
  ])('holds from its first day to its last: on %s', (date, rate) => {
    expect(rateOn(rates, date)).toBe(rate)
  })

  it.each([
    [{ give: 3, get: 2 }, 10, { used: 9, got: 6 }],
    [{ give: 3, get: 2 }, 1, { used: 0, got: 0 }],
    [{ give: 2, get: 3 }, 1, { used: 1, got: 1 }],
    [{ give: 1, get: 100 }, 7, { used: 7, got: 700 }],
    [{ give: 7, get: 7 }, 2 ** 53 - 1, { used: 2 ** 53 - 1, got: 2 ** 53 - 1 }],
  ])('of %o makes of %s points %o', (rate, amount, expected) => {
    expect(converted(rate, amount)).toEqual(expected)
  })
})
