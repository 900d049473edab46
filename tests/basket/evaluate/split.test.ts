import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KnownBasket } from '../../../src/basket/evaluate/known-basket.js'
import { splitBaskets } from '../../../src/basket/evaluate/split.js'

const baskets = fc.array(
  fc.record({
    member: fc.constantFrom('', 'ada', 'ben', 'cid', 'dea', 'eva', 'fred'),
    items: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    instant: fc.integer({ min: 0, max: 50 }),
  }),
  { maxLength: 40 },
)
const options = fc.record({
  by: fc.constantFrom('random' as const, 'time' as const),
  holdOut: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  seed: fc.integer({ min: 0, max: 1000 }),
})
const whose = (list: readonly KnownBasket[]) => new Set(list.map(({ member }) => member))

describe('what is held out', () => {
  it('is learned from by nobody: no member on both sides, none unknown among the learned, no basket in two places', () => {
    fc.assert(
      fc.property(baskets, options, (all, how) => {
        const { learned, members, anonymous } = splitBaskets(all, how)
        for (const member of whose(members)) expect(whose(learned).has(member)).toBe(false)
        expect(whose(learned).has('')).toBe(false)
        expect(anonymous.every(({ member }) => member === '')).toBe(true)
        const parts = [...learned, ...members, ...anonymous]
        expect(new Set(parts).size).toBe(parts.length)
        expect(parts.every((one) => (all as readonly KnownBasket[]).includes(one))).toBe(true)
        if (how.by === 'random') expect(parts.length).toBe(all.length)
      }),
    )
  })

  it('leaves somebody on each side wherever there are two', () => {
    fc.assert(
      fc.property(baskets, options, (all, how) => {
        const known = [...whose(all)].filter((member) => member !== '').length
        const { counts } = splitBaskets(all, { ...how, by: 'random' })
        if (known < 2) return
        expect(counts.heldOut.members).toBeGreaterThan(0)
        expect(counts.learned.members).toBe(known - counts.heldOut.members)
      }),
    )
  })

  it('by time was bought after everything that is learned from', () => {
    fc.assert(
      fc.property(baskets, options, (all, how) => {
        const { learned, members, anonymous, since } = splitBaskets(all, { ...how, by: 'time' })
        const last = Math.max(...learned.map(({ instant }) => instant), Number.NEGATIVE_INFINITY)
        for (const { instant } of [...members, ...anonymous]) expect(instant).toBeGreaterThan(last)
        if (members.length > 0) expect(since).toBe(Math.min(...members.map(({ instant }) => instant)))
      }),
    )
  })

  it('by time can be ever so many members', () => {
    const all = Array.from({ length: 140_000 }, (_, n) => ({ member: `m${n}`, items: [], instant: n }))
    const { since, counts } = splitBaskets(all, { by: 'time', holdOut: 0.95, seed: 1 })
    expect([since, counts.learned.members, counts.heldOut.members]).toEqual([7000, 7000, 133_000])
  })

  it('is the same for a seed whatever the order of the file, and another for another', () => {
    const all = Array.from({ length: 100 }, (_, n) => ({ member: `m${n}`, items: ['a'], instant: n }))
    const heldOut = (list: readonly KnownBasket[], seed: number) =>
      [...whose(splitBaskets(list, { by: 'random', holdOut: 0.1, seed }).members)].sort()
    expect(heldOut([...all].reverse(), 1)).toEqual(heldOut(all, 1))
    expect(heldOut(all, 2)).not.toEqual(heldOut(all, 1))
    expect(heldOut(all, 1)).toHaveLength(10)
  })
})
