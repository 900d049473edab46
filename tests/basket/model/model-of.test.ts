import { EvenhandedError } from 'evenhanded'
import { modelOf, readModel, type Weights } from 'evenhanded/basket'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { facts, someWeights, weighed } from './weighed.js'

const said = weighed([
  { item: 'boots', goesWith: { laces: 0.25, wax: 0.6 } },
  { item: 'wax', goesWith: { boots: 0.0001 } },
  { item: 'laces', goesWith: {} },
])

function fault(change: Partial<Weights>, other: object = {}): string | undefined {
  try {
    modelOf({ ...said, ...change }, { ...facts, ...other })
    return undefined
  } catch (error) {
    if (!(error instanceof EvenhandedError) || error.code !== 'invalid_weights') throw error
    return error.issues[0]?.path
  }
}

describe('modelOf', () => {
  it('tells people what is in it, the strongest neighbours first', () => {
    expect(modelOf(said, facts).toJson()).toEqual({
      ...facts,
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      items: [
        {
          item: 'boots',
          goesWith: [
            { item: 'wax', weight: expect.closeTo(0.6, 3) },
            { item: 'laces', weight: expect.closeTo(0.25, 2) },
          ],
        },
        { item: 'wax', goesWith: [{ item: 'boots', weight: expect.closeTo(0.0001, 6) }] },
        { item: 'laces', goesWith: [] },
      ],
    })
  })

  it('rounds each weight by at most half a step of its row, a step being a 255th of the heaviest', () => {
    fc.assert(
      fc.property(someWeights, (weights) => {
        const read = modelOf(weights, facts).toJson().items
        const unit = Math.max(...weights.weights) / 255 / 65_535
        for (const [row, { goesWith }] of read.entries()) {
          const [from, until] = [weights.starts[row]!, weights.starts[row + 1]!]
          const step = Math.max(...weights.weights.subarray(from, until)) / 255 + unit
          for (let at = from; at < until; at++) {
            const target = weights.targets[at]!
            if (target === row) continue
            const kept = goesWith.find(({ item }) => item === weights.items[target])?.weight ?? 0
            expect(Math.abs(kept - weights.weights[at]!)).toBeLessThanOrEqual((step / 2) * 1.000001)
          }
        }
      }),
    )
  })

  it('keeps the heaviest of a row that weighs next to nothing', () => {
    const light = 1.4 / 65_535
    const model = modelOf(
      weighed([
        { item: 'boots', goesWith: { wax: 1 } },
        { item: 'wax', goesWith: { boots: light, laces: light / 2 } },
        { item: 'laces', goesWith: {} },
      ]),
      facts,
    )
    const kept = model.toJson().items[1]?.goesWith.map(({ weight }) => weight / light)
    expect(kept).toEqual([expect.closeTo(1, 2), expect.closeTo(0.5, 2)])
  })

  it('leaves out what an item says of itself', () => {
    expect(modelOf(weighed([{ item: 'wax', goesWith: { wax: 1 } }]), facts).toJson().items[0]?.goesWith).toEqual([])
  })

  it('takes at most 35 bytes for an item with ten neighbours, beyond the ids', () => {
    const rows = 3_000
    const items = Array.from({ length: rows }, (_, n) => `item ${n}`)
    const model = modelOf(neighbours(items, 10), facts)
    const ids = Buffer.byteLength(JSON.stringify(items))
    expect((model.bytes().length - ids) / rows).toBeLessThanOrEqual(35)
  })

  it('reads what it wrote above 65,536 items', () => {
    const items = Array.from({ length: 65_540 }, (_, n) => n.toString(36))
    const model = modelOf(neighbours(items, 1), facts)
    const read = readModel(model.bytes())
    const [last, before] = [items.at(-1)!, items.at(-2)!]
    expect(read.ok && read.value.similar([before]).items).toMatchObject([{ item: last, because: [before] }])
  })

  it('refuses weights that are not as they have to be, by what is wrong', () => {
    const places = (...places: number[]) => Uint32Array.from(places)
    expect(fault({ rows: 2 })).toBe('rows')
    expect(fault({ items: ['boots', 'wax', 'boots'] })).toBe('items')
    for (const starts of [places(0, 2, 3), places(0, 2, 1, 3), places(1, 2, 3, 3), places(0, 2, 3, 4), places()])
      expect(fault({ starts })).toBe('starts')
    expect(fault({ weights: Float32Array.of(1) })).toBe('starts')
    expect(fault({ targets: places(2, 3, 0) })).toBe('targets')
    expect(fault({ targets: places(2, 2, 0) })).toBe('targets')
    for (const weight of [Number.NaN, -1, Number.POSITIVE_INFINITY])
      expect(fault({ weights: Float32Array.of(1, weight, 1) })).toBe('weights')
    expect(fault({}, { date: '22.11.2026' })).toBe('date')
    expect(fault({}, { minMembers: 0 })).toBe('minMembers')
    expect(fault({})).toBeUndefined()
  })
})

/** Each item speaks for so many that follow it. */
function neighbours(items: readonly string[], count: number): Weights {
  const rows = items.length
  return {
    ...{ items, rows, starts: Uint32Array.from({ length: rows + 1 }, (_, row) => row * count) },
    targets: Uint32Array.from(
      { length: rows * count },
      (_, at) => (Math.floor(at / count) + 1 + (at % count) * 7) % rows,
    ),
    weights: Float32Array.from({ length: rows * count }, (_, at) => 1 / ((at % count) + 1)),
  }
}
