import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, available, type Lot, never, spend, take } from '../../../src/core/points/lots.js'

const lot = fc
  .record({
    amount: fc.integer({ min: 1, max: 1_000 }),
    availableAt: fc.nat(10),
    expiresAt: fc.integer({ min: 5, max: 20 }),
  })
  .map((drawn) => ({ ...drawn, remaining: drawn.amount }))
const lots = fc
  .array(lot, { maxLength: 12 })
  .map((all) =>
    all.map((one, seq): Lot => ({ ...one, seq })).sort((a, b) => a.expiresAt - b.expiresAt || a.seq - b.seq),
  )

describe('take', () => {
  it('takes exactly what was asked, or nothing', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 3_000 }), fc.nat(25), (all, amount, now) => {
        const result = take(all, amount, now)
        if (!result.ok) {
          expect(result.error).toEqual({ code: 'not_enough_points', asked: amount, available: available(all, now) })
          return
        }
        expect(result.value.reduce((sum, part) => sum + part.amount, 0)).toBe(amount)
        expect(available(spend(all, result.value), now)).toBe(available(all, now) - amount)
      }),
    )
  })

  it('leaves no point that ends earlier than one it took', () => {
    fc.assert(
      fc.property(lots, fc.integer({ min: 1, max: 500 }), fc.nat(25), (all, amount, now) => {
        const result = take(all, amount, now)
        if (!result.ok) return
        const touched = new Set(result.value.map((part) => part.lot))
        const end = Math.max(...all.filter((one) => touched.has(one.seq)).map((one) => one.expiresAt))
        const left = spend(all, result.value).filter((one) => one.expiresAt < end)
        expect(available(left, now)).toBe(0)
      }),
    )
  })
})

describe('add', () => {
  it('keeps lots in the order in which they end, then by age, and loses no point', () => {
    fc.assert(
      fc.property(fc.array(lot, { maxLength: 300 }), (all) => {
        const grown = all.reduce<readonly Lot[]>((lots, one, seq) => add(lots, { ...one, seq }, 0), [])
        const sum = (lots: readonly { remaining: number }[]) => lots.reduce((total, one) => total + one.remaining, 0)
        expect(sum(grown)).toBe(sum(all))
        for (const [index, one] of grown.entries()) {
          const before = grown[index - 1]
          if (before)
            expect(
              before.expiresAt < one.expiresAt || (before.expiresAt === one.expiresAt && before.seq < one.seq),
            ).toBe(true)
        }
      }),
    )
  })

  it('lets equal lots share one above two hundred, so that an account stays small', () => {
    let lots: readonly Lot[] = []
    for (let seq = 1; seq <= 1_000; seq++)
      lots = add(lots, { seq, amount: 1, remaining: 1, availableAt: seq, expiresAt: never }, seq)
    expect(lots).toHaveLength(200)
    expect(available(lots, 1_000)).toBe(1_000)
  })
})
