import { describe, expect, it } from 'vitest'
import { evaluateBaskets, type KnownBasket } from '../../../src/basket.js'

const groups = [
  ['boots', 'wax', 'laces', 'brush'],
  ['tent', 'stove', 'gas', 'pot'],
  ['map', 'compass', 'whistle', 'pencil'],
]

/** Members who each keep to one group, and one basket in five of nobody known. */
const baskets: readonly KnownBasket[] = Array.from({ length: 150 }, (_, n) => ({
  member: n % 5 === 0 ? '' : `m${n % 50}`,
  items: groups[n % groups.length] as string[],
  instant: n,
}))
const measured = async (list: readonly KnownBasket[], options: Parameters<typeof evaluateBaskets>[1] = {}) => {
  const result = await evaluateBaskets(list, { minMembers: 2, ...options })
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

describe('a model that is measured', () => {
  it('finds what belongs together, where popularity finds it by luck', async () => {
    const { members, anonymous, coverage, split } = await measured(baskets, { holdOut: 0.25, reference: true })
    expect(split).toMatchObject({ learned: { members: 30, baskets: 90 }, heldOut: { members: 10, baskets: 30 } })
    for (const { ease, cosine, reference, popularity } of [members, anonymous]) {
      expect(ease).toMatchObject({ r1: 1, r10: 1, mrr: 1, n: 30 })
      expect([cosine, reference]).toEqual([ease, ease])
      expect(popularity.r1).toBeLessThan(0.7)
      expect(popularity.n).toBe(30)
    }
    expect(coverage).toBe(1)
  })

  it('asks the same each time of one seed, and something else of another', async () => {
    const one = await measured(baskets, { lambda: 5 })
    expect(await measured(baskets, { lambda: 5 })).toEqual(one)
    expect((await measured(baskets, { lambda: 5, seed: 2 })).members).not.toEqual(one.members)
  })

  it('learns nothing of who is held out: what only they buy is never found', async () => {
    const own = baskets.map((one) => ({
      ...one,
      items: one.member === '' ? [] : [`${one.member} a`, `${one.member} b`],
    }))
    const { members } = await measured(own, { minMembers: 1, holdOut: 0.3, reference: true })
    const never = { r1: 0, r5: 0, r10: 0, mrr: 0, n: members.ease.n }
    expect(members.ease.n).toBeGreaterThan(20)
    expect(members).toEqual({ popularity: never, cosine: never, ease: never, reference: never })
  })

  it('counts what is sensitive nowhere: as if it had never been bought', async () => {
    const more = baskets.map((one, n) => (n % 2 === 0 ? { ...one, items: [...one.items, 'test-strips'] } : one))
    expect(await measured(more, { without: ['test-strips'] })).toEqual(await measured(baskets))
  })

  it('asks of nobody known only what a till knows: 3 to 30 items', async () => {
    const odd = [1, 2, 3, 30, 31].map((size) => ({
      member: '',
      items: Array.from({ length: size }, (_, n) => `i${n}`),
      instant: 0,
    }))
    const known = baskets.filter(({ member }) => member !== '')
    expect((await measured([...known, ...odd])).anonymous.ease.n).toBe(2)
    expect((await measured(known)).anonymous.ease).toEqual({ r1: 0, r5: 0, r10: 0, mrr: 0, n: 0 })
  })

  it('is refused with a code where there is nobody to hold out or to learn from', async () => {
    const code = async (list: readonly KnownBasket[], options = {}) => {
      const result = await evaluateBaskets(list, options)
      return result.ok ? 'ok' : result.error.code
    }
    for (const holdOut of [0, 1, -1, 2, Number.NaN]) expect(await code(baskets, { holdOut })).toBe('bad_hold_out')
    expect(await code([])).toBe('too_few_members')
    expect(await code(baskets.filter(({ member }) => member === ''))).toBe('too_few_members')
    expect(await code(baskets.filter(({ member }) => member === 'm1'))).toBe('too_few_members')
    expect(await code(baskets, { minMembers: 45 })).toBe('too_few_members')
  })
})
