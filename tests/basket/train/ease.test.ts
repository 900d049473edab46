import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { solveInPlace } from '../../../src/basket/train/cholesky.js'
import { cosine } from '../../../src/basket/train/cosine.js'
import { countTogether } from '../../../src/basket/train/count-together.js'
import { ease, easeOfEach } from '../../../src/basket/train/ease.js'
import { gather } from '../../../src/basket/train/gather.js'
import type { Speaking } from '../../../src/basket/train/speaking.js'

/** The weights as the paper has them: B = I - P · diag(P)^-1, P the inverse of (XᵀX + λI), by elimination. */
function wholeEase(gram: readonly (readonly number[])[], lambda: number): number[][] {
  const size = gram.length
  const rows = gram.map((row, r) => [
    ...row.map((value, c) => value + (r === c ? lambda : 0)),
    ...row.map((_, c) => (r === c ? 1 : 0)),
  ])
  for (let pivot = 0; pivot < size; pivot++) {
    const by = rows[pivot]!.map((value) => value / rows[pivot]![pivot]!)
    for (let row = 0; row < size; row++) {
      const factor = rows[row]![pivot]!
      rows[row] = row === pivot ? by : rows[row]!.map((value, column) => value - factor * by[column]!)
    }
  }
  const inverse = rows.map((row) => row.slice(size))
  return inverse.map((row, r) => row.map((value, c) => (r === c ? 0 : -value / inverse[c]![c]!)))
}

const asMatrix = ({ starts, targets, weights }: Speaking): number[][] => {
  const size = starts.length - 1
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let row = 0; row < size; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) matrix[row]![targets[at]!] = weights[at]!
  }
  return matrix
}

const seeded = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** So many baskets of so many items that every two items are together somewhere. */
async function everyPair(size: number, seed: number) {
  const random = seeded(seed)
  const item = (place: number) => `item-${String(place).padStart(3, '0')}`
  const all = Array.from({ length: size }, (_, place) => item(place))
  const baskets = Array.from({ length: size * 3 }, (_, basket) => ({
    member: String(basket),
    items: all.filter(() => random() < 0.15),
  }))
  return countTogether(await gather([...baskets, { member: 'all', items: all }]), 1)
}

describe('EASE', () => {
  it('is the one of the paper where every item is a neighbour of each and nothing is taken for granted, whatever λ', async () => {
    for (const [size, lambda] of [
      [12, 1],
      [60, 30],
      [80, 1e-6],
      [80, 1e6],
    ] as const) {
      const together = await everyPair(size, size)
      const gram = together.items.map((_, row) => {
        const values = new Array<number>(size).fill(0)
        values[row] = together.bought[row]!
        for (let at = together.starts[row]!; at < together.starts[row + 1]!; at++) {
          values[together.others[at]!] = together.times[at]!
        }
        return values
      })
      const ours = asMatrix(ease(together, lambda, { among: size, pull: 0 }))
      const paper = wholeEase(gram, lambda)
      const most = Math.max(...paper.flat().map(Math.abs))
      const apart = Math.max(...ours.flatMap((row, r) => row.map((value, c) => Math.abs(value - paper[r]![c]!))))
      expect(apart / most).toBeLessThan(1e-8)
    }
  })

  it('comes down to a share of the likeness where λ leaves nothing else', async () => {
    const together = await everyPair(20, 3)
    const [far, alike] = [ease(together, 1e9, { pull: 0.5 }), cosine(together)]
    const apart = asMatrix(far).flatMap((row, r) =>
      row.map((value, c) => Math.abs(value - asMatrix(alike)[r]![c]! / 2)),
    )
    expect(Math.max(...apart)).toBeLessThan(1e-6)
  })

  it('gives each of several λ what it gives that one alone', async () => {
    const together = await everyPair(40, 7)
    const lambdas = [1, 30, 300]
    expect(easeOfEach(together, lambdas)).toEqual(lambdas.map((lambda) => ease(together, lambda)))
  })

  it('holds where pairs were left out, at any λ: no weight is none, or beyond all measure', async () => {
    const item = fc.constantFrom(...'pqrstuvwxyz')
    const baskets = fc.array(
      fc.record({ member: fc.constantFrom('ada', 'ben', 'cid', 'dea'), items: fc.array(item, { maxLength: 11 }) }),
      { minLength: 5, maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(
        baskets,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(1e-3, 1, 30),
        async (all, least, lambda) => {
          const together = countTogether(await gather(all), least)
          const { weights } = ease(together, lambda)
          expect([...weights].every((weight) => Number.isFinite(weight))).toBe(true)
        },
      ),
    )
  })
})

describe('solving', () => {
  it('leaves next to nothing of a·x - b, however hard a is to invert', () => {
    const matrices = fc
      .record({ size: fc.integer({ min: 1, max: 30 }), seed: fc.nat(), ridge: fc.constantFrom(1e-9, 1e-3, 1) })
      .map(({ size, seed, ridge }) => {
        const random = seeded(seed)
        const sides = Array.from({ length: size }, () => Array.from({ length: Math.ceil(size / 2) }, random))
        const a = sides.map((left, r) =>
          sides.map((right, c) => left.reduce((sum, value, k) => sum + value * right[k]!, r === c ? ridge : 0)),
        )
        return { size, a, b: Array.from({ length: size }, random) }
      })
    fc.assert(
      fc.property(matrices, ({ size, a, b }) => {
        const x = Float64Array.from(b)
        expect(solveInPlace(Float64Array.from(a.flat()), x, size)).toBe(true)
        const scale = Math.max(...x.map(Math.abs)) * Math.max(...a.flat())
        for (const [row, values] of a.entries()) {
          const left = values.reduce((sum, value, column) => sum + value * x[column]!, -b[row]!)
          expect(Math.abs(left) / scale).toBeLessThan(1e-12)
        }
      }),
    )
  })

  it('says so where a matrix is not positive definite', () => {
    expect(solveInPlace(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1), 2)).toBe(false)
    expect(solveInPlace(Float64Array.of(0), Float64Array.of(1), 1)).toBe(false)
    expect(solveInPlace(Float64Array.of(Number.NaN), Float64Array.of(1), 1)).toBe(false)
  })
})
