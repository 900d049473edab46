import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divided, exactly, isBelow, less, rounded, sum, times } from '../../../src/core/points/fraction.js'

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(1e-7))

describe('a fraction', () => {
  it('is exactly the decimals that one writes', () => {
    expect(exactly(0.1)).toEqual({ over: 1n, under: 10n })
    expect(exactly(-12.5)).toEqual({ over: -125n, under: 10n })
    expect(exactly(1e-7)).toEqual({ over: 1n, under: 10_000_000n })
    expect(exactly(1e21)).toEqual({ over: 10n ** 21n, under: 1n })
    for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => exactly(none)).toThrow(RangeError)
  })

  it('adds, multiplies and divides without loss', () => {
    expect(rounded(sum(exactly(0.1), exactly(0.2)), 20)).toBe(0.3)
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [exactly(a), exactly(b)]
        const same = (p: ReturnType<typeof exactly>, q: typeof p) => p.over * q.under === q.over * p.under
        expect(same(less(sum(x, y), y), x)).toBe(true)
        if (y.over !== 0n) expect(same(times(divided(x, y), y), x)).toBe(true)
        expect(isBelow(x, y)).toBe(a < b)
      }),
    )
  })

  it.each([
    [0.125, 2, 0.12],
    [0.135, 2, 0.14],
    [1.005, 2, 1],
    [2.5, 0, 2],
    [3.5, 0, 4],
    [-2.5, 0, -2],
    [-0.004, 2, 0],
    [999.995, 2, 1_000],
  ])('of %s rounds to %i decimals as %s, the middle to the even', (value, decimals, expected) => {
    expect(rounded(exactly(value), decimals)).toBe(expected)
  })

  it('of so many decimals is what it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        expect(rounded(exactly(cents / 100), 2)).toBe(cents / 100)
      }),
    )
  })
})
