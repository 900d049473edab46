import fc from 'fast-check'
import type { ModelFacts } from '../../../src/basket/model/trained-model.js'
import type { Weights } from '../../../src/basket/model/weights.js'

export const facts: ModelFacts = {
  program: 'alpine-shop',
  name: 'goesWith',
  date: '2026-11-22',
  method: 'ease',
  minMembers: 5,
  lambda: 30,
  neighbours: 10,
  members: 7,
  baskets: 12,
}

/** By item, what it speaks for and how much. */
export type Said = { readonly item: string; readonly goesWith: { readonly [item: string]: number } }

/** Weights as training hands them over, of words that a reader can follow. */
export function weighed(said: readonly Said[]): Weights {
  const items = said.map(({ item }) => item)
  const pairs = said.map(({ goesWith }) => Object.entries(goesWith))
  const starts = Uint32Array.from([0, ...pairs.map((_, row) => pairs.slice(0, row + 1).flat().length)])
  return {
    items,
    rows: items.length,
    starts,
    targets: Uint32Array.from(pairs.flat().map(([item]) => items.indexOf(item))),
    weights: Float32Array.from(pairs.flat().map(([, weight]) => weight)),
  }
}

const odd = ['__proto__', 'constructor', 'hasOwnProperty', '', ' ', '"', '\n', '\ud800', 'é', 'é', '💐', '0', '-1']

/** Ids as a catalogue may have them, and as none should. */
export const anItem = fc.oneof(
  { weight: 4, arbitrary: fc.nat(24).map((n) => `item ${n}`) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
)

const aWeight = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(0.1, 0.2, 0.5, 1) },
  { weight: 1, arbitrary: fc.float({ min: Math.fround(1e-9), max: 1, noNaN: true }) },
)

/** Weights of small catalogues, sparse or dense; many are equal, so that order is put to the test. */
export const someWeights: fc.Arbitrary<Weights> = fc
  .tuple(fc.uniqueArray(anItem, { maxLength: 20 }), fc.constantFrom(1, 4, 20), fc.constantFrom(1, 1, 1e-30, 3e38))
  .chain(([items, density, times]) => {
    const weight = fc.oneof({ weight: density, arbitrary: aWeight }, { weight: 4, arbitrary: fc.constant(0) })
    const row = fc.array(weight, { minLength: items.length, maxLength: items.length })
    const square = fc.array(row, { minLength: items.length, maxLength: items.length })
    return fc.tuple(fc.constant(items), square, fc.constant(times))
  })
  .map(([items, square, times]) => {
    const rows = square.map((row) => row.flatMap((weight, place) => (weight > 0 ? [{ place, weight }] : [])))
    const starts = [0]
    for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.length)
    return {
      items,
      rows: items.length,
      starts: Uint32Array.from(starts),
      targets: Uint32Array.from(rows.flat(), ({ place }) => place),
      weights: Float32Array.from(rows.flat(), ({ weight }) => weight * times),
    }
  })
