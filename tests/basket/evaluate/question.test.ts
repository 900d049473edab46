import { expect, it } from 'vitest'
import { popularRanking } from '../../../src/basket/evaluate/popular.js'
import { qualityOf } from '../../../src/basket/evaluate/quality.js'
import { questionsOf } from '../../../src/basket/evaluate/question.js'

const of = (...items: string[]) => ({ member: 'ada', items, instant: 0 })
const any = { least: 2, most: 30, seed: 1, draws: 1 }

it('hides one item of each basket that is long enough, and of none that is too long', () => {
  const baskets = [of('a', 'b', 'c'), of('a'), of('a', 'a'), of('a', 'b', 'c', 'd', 'e')]
  const questions = questionsOf(baskets, { ...any, most: 4 })
  expect(questions).toHaveLength(1)
  const [{ basket, hidden }] = questions as [{ basket: string[]; hidden: string }]
  expect([...basket, hidden].sort()).toEqual(['a', 'b', 'c'])
})

it('asks the same whatever the order and the repetitions in a basket', () => {
  const one = questionsOf([of('c', 'a', 'b', 'a'), of('x', 'y')], any)
  expect(questionsOf([of('a', 'b', 'c'), of('y', 'x')], any)).toEqual(one)
})

it('comes to hide every item where it asks often, and another first for another seed', () => {
  const often = questionsOf([of('a', 'b', 'c')], { ...any, draws: 50 })
  expect(often).toHaveLength(50)
  expect(new Set(often.map(({ hidden }) => hidden))).toEqual(new Set(['a', 'b', 'c']))
  const items = Array.from({ length: 30 }, (_, n) => `i${n}`)
  const first = (seed: number) => questionsOf([of(...items)], { ...any, seed })[0]?.hidden
  expect(new Set([1, 2, 3, 4, 5].map(first)).size).toBeGreaterThan(1)
})

it('counts places as recall and reciprocal rank do, and nothing beyond the first hundred', () => {
  const items = Array.from({ length: 150 }, (_, n) => `i${n}`)
  const asking = (...hidden: string[]) => hidden.map((one) => ({ basket: [], hidden: one }))
  const top = new Set<string>()
  const quality = qualityOf(
    asking('i0', 'i4', 'i9', 'i99', 'i100', 'never seen'),
    () => items,
    (item) => top.add(item),
  )
  expect(quality).toEqual({
    r1: 1 / 6,
    r5: 2 / 6,
    r10: 3 / 6,
    mrr: expect.closeTo((1 + 1 / 5 + 1 / 10 + 1 / 100) / 6),
    n: 6,
  })
  expect(top.size).toBe(10)
  expect(qualityOf([], () => items)).toEqual({ r1: 0, r5: 0, r10: 0, mrr: 0, n: 0 })
})

it('ranks by how many baskets hold an item, without what the basket has', () => {
  const ranking = popularRanking([of('a', 'b', 'b', 'b'), of('a', 'c'), of('c', 'a', 'd')])
  expect(ranking([])).toEqual(['a', 'c', 'b', 'd'])
  expect(ranking(['a', 'b'])).toEqual(['c', 'd'])
})
