import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { millionths, product, wholeUnits } from '../../src/cli/orders/decimal.js'

describe('millionths', () => {
  it('reads plain decimals exactly', () => {
    expect(millionths('2.55')).toBe(2_550_000)
    expect(millionths('-12')).toBe(-12_000_000)
    expect(millionths('0.000001')).toBe(1)
    expect(millionths('-0')).toBe(0)
    expect(millionths('999999999.999999')).toBe(999_999_999_999_999)
  })

  it.each(['', '-', '.', '.5', '5.', '1,5', '1e3', '+1', ' 1', '1 ', '0x1', 'NaN', '1.2.3', '1234567890', '1.1234567'])(
    'refuses %j',
    (text) => expect(millionths(text)).toBeUndefined(),
  )

  it('reads every number up to nine digits and six places, in the middle of a text too', () => {
    const part = fc.record({ minus: fc.boolean(), whole: fc.nat(999_999_999), places: fc.stringMatching(/^\d{0,6}$/) })
    fc.assert(
      fc.property(part, ({ minus, whole, places }) => {
        const text = `${minus ? '-' : ''}${whole}${places === '' ? '' : `.${places}`}`
        const exact = BigInt(whole) * 1_000_000n + BigInt(places.padEnd(6, '0') || '0')
        expect(millionths(`x\t${text}\ty`, 2, 2 + text.length)).toBe(Number(minus ? -exact : exact))
      }),
    )
  })
})

it('adds up prices that floats do not', () => {
  // 0.1 × 3 is 0.30000000000000004, and 1.1 × 10 plus 0.29 × 100 short of 40 in floats, or beyond.
  const cents = Array.from({ length: 100 }, () => product(millionths('1') ?? 0, millionths('0.29') ?? 0))
  expect(wholeUnits(cents.reduce((sum, one) => sum + one))).toBe(29)
  expect(wholeUnits(product(millionths('3') ?? 0, millionths('0.333333') ?? 0))).toBe(0)
})
