import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, available, type Lot, never, putBack, spend, take, takeBack } from '../../../src/core/points/lots.js'

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

  it('counts no lot that has ended, whether or not that was booked: what is seen must not hang on it', () => {
    const one = (seq: number, expiresAt: number): Lot => ({ seq, amount: 1, remaining: 1, availableAt: 0, expiresAt })
    const ended = Array.from({ length: 10 }, (_, n) => one(n + 1, 5))
    const alive = Array.from({ length: 199 }, (_, n) => one(n + 11, never))
    const grown = [...ended, ...alive]
    expect(add(grown, one(300, never), 6)).toHaveLength(210)
    expect(add(alive, one(300, never), 6)).toHaveLength(200)
    expect(add(add(grown, one(300, never), 6), one(301, never), 6)).toHaveLength(210)
  })

  it('never lets a lot hold more than a number can tell, however often it was filled and emptied', () => {
    const most = Number.MAX_SAFE_INTEGER
    const full = Array.from({ length: 200 }, (_, n): Lot => {
      const size = n === 0 ? { amount: most, remaining: 1 } : { amount: 1, remaining: 1 }
      return { seq: n + 1, ...size, availableAt: 0, expiresAt: n === 0 ? 9 : never }
    })
    const [first] = add(full, { seq: 300, amount: most - 200, remaining: most - 200, availableAt: 0, expiresAt: 9 }, 1)
    expect(first).toMatchObject({ amount: most, remaining: most - 199 })
  })
})

describe('what comes back', () => {
  const back = (lots: readonly Lot[]) => {
    const taken = take(lots, Math.max(1, available(lots, 5)), 5)
    return taken.ok ? putBack(spend(lots, taken.value), taken.value, 5) : lots
  }

  it('makes the lots what they were', () => {
    fc.assert(
      fc.property(lots, (all) => {
        const shape = (some: readonly Lot[]) => some.map(({ seq, remaining, expiresAt }) => [seq, remaining, expiresAt])
        expect(shape(back(all))).toEqual(shape(all))
      }),
    )
  })

  it('crosses five thousand lots in one spend, and back again, without every lot looking at every other', () => {
    const many = Array.from(
      { length: 5_000 },
      (_, seq): Lot => ({ seq, amount: 1, remaining: 1, availableAt: 0, expiresAt: 10 + seq }),
    )
    const took = [1, 2, 3].map(() => {
      const began = performance.now()
      expect(back(many)).toHaveLength(5_000)
      expect(takeBack(many, 5_000, 5)).toHaveLength(5_000)
      return performance.now() - began
    })
    // A naive loop took 1.3 s where this takes a few milliseconds.
    expect(Math.min(...took)).toBeLessThan(400)
  })
})

describe('what is taken back', () => {
  it('is of the lots that are undone, then what waits, then what ends first; nothing that has ended', () => {
    const one = (seq: number, availableAt: number, expiresAt: number): Lot => ({
      seq,
      amount: 5,
      remaining: 5,
      availableAt,
      expiresAt,
    })
    const all = [one(1, 0, 4), one(2, 0, 10), one(3, 9, 20), one(4, 0, 30)]
    expect(takeBack(all, 12, 5, [4]).map(({ lot, amount }) => [lot, amount])).toEqual([
      [4, 5],
      [3, 5],
      [2, 2],
    ])
    expect(takeBack(all, 99, 5)).toHaveLength(3)
  })
})
