import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTogether } from '../../../src/basket/train/count-together.js'
import { gather } from '../../../src/basket/train/gather.js'
import { pairsOf, someBaskets } from './baskets.js'

const counted = async (...[baskets, least]: [Parameters<typeof gather>[0], number]) => {
  const together = countTogether(await gather(baskets), least)
  const { items, starts, others, times } = together
  const pairs = items.flatMap((item, place) =>
    Array.from(others.subarray(starts[place], starts[place + 1]), (other, at): [string, number] => [
      `${item}+${items[other]}`,
      times[starts[place]! + at]!,
    ]),
  )
  return { ...together, pairs: new Map(pairs) }
}

describe('counting what is bought together', () => {
  it('keeps what enough different members bought, counted in baskets, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, fc.integer({ min: 1, max: 4 }), async (baskets, least) => {
        const { items, bought, pairs } = await counted(baskets, least)
        const enough = [...pairsOf(baskets)].filter(([, { members }]) => members.size >= least)
        const ofOne = enough.filter(([key]) => key[0] === key[2])
        expect(new Map(items.map((item, place) => [`${item}+${item}`, bought[place]]))).toEqual(
          new Map(ofOne.map(([key, { times }]) => [key, times])),
        )
        expect(pairs).toEqual(
          new Map(enough.filter(([key]) => key[0] !== key[2]).map(([key, { times }]) => [key, times])),
        )
      }),
    )
  })

  it('puts what is in most baskets first', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, async (baskets) => {
        const { items, bought } = await counted(baskets, 1)
        const named = items.map((item, place) => ({ item, bought: bought[place]! }))
        expect(named).toEqual([...named].sort((a, b) => b.bought - a.bought || (a.item < b.item ? -1 : 1)))
      }),
    )
  })

  it('does not mind in which order baskets come', async () => {
    const shuffled = someBaskets.chain((baskets) =>
      fc.tuple(fc.constant(baskets), fc.shuffledSubarray(baskets, { minLength: baskets.length })),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 3 }), async ([baskets, others], least) => {
        expect(await counted(others, least)).toEqual(await counted(baskets, least))
      }),
    )
  })

  it('takes what is left out as chance would have it: all of it together as often as it was', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, async (baskets) => {
        const { items, bought, pairs, chance } = await counted(baskets, 3)
        const all = pairsOf(baskets)
        let [times, expected] = [0, 0]
        for (const [one, first] of items.entries()) {
          for (const [two, second] of items.entries()) {
            if (one === two || pairs.has(`${first}+${second}`)) continue
            times += all.get(`${first}+${second}`)?.times ?? 0
            expected += chance * bought[one]! * bought[two]!
          }
        }
        expect(expected).toBeCloseTo(times, 6)
      }),
    )
  })

  it('counts so many baskets of one member, and no more, for an item and for a pair', async () => {
    await fc.assert(
      fc.asyncProperty(someBaskets, fc.integer({ min: 1, max: 3 }), async (baskets, mostOften) => {
        const { items, bought, starts, others, times } = countTogether(await gather(baskets), 1, { mostOften })
        const capped = (key: string) => {
          const [one = '', two = ''] = key.split('+')
          const of = (member: string) =>
            baskets.filter(
              (basket) => basket.member === member && [one, two].every((item) => basket.items.includes(item)),
            )
          return [...'abcdefgh'].reduce((sum, member) => sum + Math.min(of(member).length, mostOften), 0)
        }
        for (const [place, item] of items.entries()) {
          expect(bought[place]).toBe(capped(`${item}+${item}`))
          for (let at = starts[place]!; at < starts[place + 1]!; at++) {
            expect(times[at]).toBe(capped(`${item}+${items[others[at]!]}`))
          }
        }
      }),
    )
  })

  it('keeps no name of a member', async () => {
    const gathered = await gather([{ member: 'ada@mail.example', items: ['wax'] }])
    expect(inspect(gathered, { depth: null })).toContain('wax')
    expect(inspect(gathered, { depth: null })).not.toContain('ada')
  })
})
