import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inStep } from '../../../src/core/chain/in-step.js'

const list = (text: string) => [...text].map((hash) => ({ hash }))
const shared = (expected: string, found: string): string =>
  inStep(list(expected), list(found))
    .map(([at]) => expected[at])
    .join('')

describe('inStep', () => {
  it.each([
    ['abcde', 'abde', 'abde'],
    ['abcde', 'abxcde', 'abcde'],
    ['abcde', 'acbde', 'abde'],
    ['abcde', 'eabcd', 'abcd'],
    ['abc', 'xyz', ''],
    ['abc', 'aabc', 'abc'],
    ['', 'a', ''],
  ])('keeps of %s and %s as much as is in one order', (expected, found, both) => {
    expect(shared(expected, found)).toHaveLength(both.length)
  })

  it('pairs what is the same, rising on both sides, and misses nothing where only some are gone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(500), { maxLength: 60 }), fc.infiniteStream(fc.boolean()), (all, gone) => {
        const expected = all.map((one) => ({ hash: String(one) }))
        const found = expected.filter(() => !gone.next().value)
        const pairs = inStep(expected, found)
        expect(pairs.map(([, at]) => at)).toEqual(found.map((_, at) => at))
        for (const [n, [place, at]] of pairs.entries()) {
          expect(expected[place]).toBe(found[at])
          expect(place).toBeGreaterThan(pairs[n - 1]?.[0] ?? -1)
        }
      }),
    )
  })
})
