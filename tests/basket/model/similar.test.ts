import { modelOf, readModel } from 'evenhanded/basket'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readContents } from '../../../src/basket/model/read-contents.js'
import { naive } from './naive.js'
import { anItem, facts, someWeights, weighed } from './weighed.js'

const shop = modelOf(
  weighed([
    { item: 'boots', goesWith: { wax: 0.6, laces: 0.3, socks: 0.2 } },
    { item: 'socks', goesWith: { boots: 0.4, laces: 0.25 } },
    { item: 'wax', goesWith: { boots: 0.5, brush: 0.5 } },
    { item: 'laces', goesWith: { wax: 0.1 } },
    { item: 'brush', goesWith: {} },
    { item: 'tent', goesWith: {} },
  ]),
  facts,
)
const named = (...given: Parameters<typeof shop.similar>) => shop.similar(...given).items.map(({ item }) => item)
const contentsOf = (bytes: Uint8Array) => {
  const read = readContents(bytes)
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}
const baskets = fc.array(anItem, { maxLength: 30 })

describe('similar', () => {
  it('says what goes with a basket, and because of what', () => {
    expect(shop.similar(['socks', 'boots', 'poncho', 'socks'], { top: 2 })).toEqual({
      by: 'basket',
      items: [
        { item: 'wax', score: expect.closeTo(0.6, 2), because: ['boots'] },
        { item: 'laces', score: expect.closeTo(0.55, 2), because: ['boots', 'socks'] },
      ],
      known: 2,
      unknown: 1,
    })
  })

  it('gives what a plain and slow reading of the same weights gives', () => {
    const lists = fc.option(fc.array(anItem, { maxLength: 20 }), { nil: undefined })
    fc.assert(
      fc.property(
        someWeights,
        fc.array(fc.tuple(baskets, lists, lists, fc.nat(12)), { maxLength: 4 }),
        (weights, asked) => {
          const model = modelOf(weights, facts)
          const contents = contentsOf(model.bytes())
          for (const [basket, among, without, top] of asked) {
            const options = { ...(among && { among }), ...(without && { without }), top }
            expect(model.similar(basket, options)).toEqual(naive(contents, basket, options))
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('suggests nothing that is in the basket or excluded, nothing outside of what it may choose, and nothing twice', () => {
    fc.assert(
      fc.property(someWeights, baskets, baskets, baskets, (weights, basket, without, among) => {
        const found = modelOf(weights, facts)
          .similar(basket, { without, among })
          .items.map(({ item }) => item)
        expect(
          found.filter((item) => basket.includes(item) || without.includes(item) || !among.includes(item)),
        ).toEqual([])
        expect(new Set(found).size).toBe(found.length)
      }),
    )
  })

  it('answers the same whatever the order and the repetitions of a basket, to the last bit', () => {
    fc.assert(
      fc.property(
        someWeights,
        baskets.chain((basket) =>
          fc.tuple(fc.constant(basket), fc.shuffledSubarray([...basket, ...basket], { minLength: basket.length * 2 })),
        ),
        (weights, [basket, other]) => {
          const model = modelOf(weights, facts)
          expect(model.similar(other)).toEqual(model.similar(basket))
        },
      ),
    )
  })

  it('answers as it did before it was written and read', () => {
    fc.assert(
      fc.property(someWeights, baskets, (weights, basket) => {
        const model = modelOf(weights, facts)
        const again = readModel(model.bytes())
        expect(again.ok && again.value.similar(basket)).toEqual(model.similar(basket))
      }),
    )
  })

  it('prefers, of what fits alike, what is bought more often', () => {
    const even = modelOf(
      weighed([
        { item: 'boots', goesWith: { tent: 1 } },
        { item: 'socks', goesWith: { wax: 1 } },
        { item: 'wax', goesWith: {} },
        { item: 'tent', goesWith: {} },
      ]),
      facts,
    )
    for (const top of [1, 2])
      expect(even.similar(['boots', 'socks'], { top }).items.map(({ item }) => item)).toEqual(
        ['wax', 'tent'].slice(0, top),
      )
  })

  it('gives fewer where fewer fit', () => {
    expect(named(['laces'], { top: 5 })).toEqual(['wax'])
    expect(named(['boots'], { top: 5, among: ['wax', 'tent'] })).toEqual(['wax'])
  })

  it('falls back to what is bought most, and says so, where the basket says nothing', () => {
    expect(shop.similar([], { top: 2 })).toEqual({
      by: 'popularity',
      items: [
        { item: 'boots', score: 1, because: [] },
        { item: 'socks', score: expect.closeTo(5 / 6), because: [] },
      ],
      known: 0,
      unknown: 0,
    })
    expect(shop.similar(['poncho', 'poncho'], { among: ['tent', 'wax'] })).toMatchObject({
      by: 'popularity',
      items: [{ item: 'wax' }, { item: 'tent' }],
      known: 0,
      unknown: 1,
    })
  })

  it('falls back to it as well where nothing of what it may choose among goes with the basket', () => {
    expect(shop.similar(['boots'], { among: ['tent', 'boots', 'brush'] })).toMatchObject({
      by: 'popularity',
      items: [{ item: 'brush' }, { item: 'tent' }],
      known: 1,
    })
    expect(shop.similar(['boots'], { among: [] }).items).toEqual([])
    expect(shop.similar(['boots'], { among: ['poncho'] }).items).toEqual([])
  })

  it('keeps to a list that was changed since it was given last', () => {
    const among = ['wax', 'laces']
    expect(named(['boots'], { among })).toEqual(['wax', 'laces'])
    among[0] = 'socks'
    expect(named(['boots'], { among })).toEqual(['laces', 'socks'])
    among.pop()
    expect(named(['boots'], { among })).toEqual(['socks'])
    among.push('wax')
    expect(named(['boots'], { among })).toEqual(['wax', 'socks'])
    const without = ['wax']
    expect(named(['boots'], { without })).toEqual(['laces', 'socks'])
    without[0] = 'laces'
    expect(named(['boots'], { without })).toEqual(['wax', 'socks'])
  })

  it('takes any number for how many', () => {
    const counts = [0, -1, 1.9, Number.POSITIVE_INFINITY, Number.NaN, '2' as never, null as never]
    expect(counts.map((top) => named(['boots'], { top }).length)).toEqual([0, 0, 1, 3, 3, 3, 3])
    expect(shop.similar(['boots'], { top: 0 }).by).toBe('basket')
  })

  it('takes a basket of ten thousand lines, and anything that a page without types puts into one', () => {
    const long = Array.from({ length: 10_000 }, (_, n) => (n % 3 === 0 ? 'boots' : `stranger ${n}`))
    expect(shop.similar(long)).toMatchObject({ by: 'basket', known: 1, unknown: 6666 })
    const strangers = [1, null, undefined, Number.NaN, {}, [], () => 'boots', Symbol('boots'), ['boots']]
    const odd = [...strangers, 'boots', ...new Array(3), 'boots'] as never[]
    expect(shop.similar(odd).items).toEqual(shop.similar(['boots']).items)
    for (const basket of [undefined, null, 7, {}, Number.NaN, ''])
      expect(shop.similar(basket as never).by).toBe('popularity')
    expect(named('boots' as never)).toEqual(named(['boots']))
    expect(named(new Set(['boots']) as never)).toEqual(named(['boots']))
    expect(named(['boots'], null as never)).toEqual(named(['boots']))
    expect(named(['boots'], { among: null as never })).toEqual([])
    expect(named(['boots'], { among: new Set(['laces']) as never, without: 'wax' as never })).toEqual(['laces'])
  })

  it('knows items by any name', () => {
    const names = ['__proto__', 'constructor', 'toString', '', '\ud800', '\udfff', 'é']
    const rows = names.map((_, row) => (row + 1) % names.length)
    const model = modelOf(
      {
        ...{ items: names, rows: names.length, starts: Uint32Array.from([...names.keys(), names.length]) },
        ...{ targets: Uint32Array.from(rows), weights: new Float32Array(names.length).fill(1) },
      },
      facts,
    )
    for (const [row, item] of names.entries())
      expect(model.similar([item]).items).toEqual([
        { item: names[rows[row]!], score: expect.closeTo(1), because: [item] },
      ])
    expect(model.similar(['valueOf'])).toMatchObject({ known: 0, unknown: 1 })
  })
})
