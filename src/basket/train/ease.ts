import { solveInPlace } from './cholesky.js'
import { likeness } from './cosine.js'
import type { Together } from './count-together.js'
import type { Speaking } from './speaking.js'

/** How many neighbours of an item its weights are solved among: with more of them, nothing more was found. */
const nearest = 30

export interface EaseOptions {
  /** How many of the items most like it an item's weights are solved among; 30 unless said. */
  readonly among?: number
  /** Hears how many items are solved. */
  readonly solved?: (items: number, of: number) => void
}

/**
 * EASE^R (H. Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019): the weights B, zero on the diagonal,
 * that come closest to baskets = baskets × B, with λ times their squares added to what they miss by.
 *
 * The paper solves all items at once, by the inverse of the whole matrix of pairs. Here each item is solved among those
 * most like it (as fsSLIM does: X. Ning, G. Karypis, SLIM, ICDM 2011): its column of B is (G + λI)^-1 g over these few.
 * That takes time in proportion to the items and not to their cube. It holds as well where pairs were left out, after
 * which the whole matrix has an inverse of no use: docs/decisions/0032 has the figures. A pair that was left out counts
 * as often as chance would have it, and has no weight. Where λ is too small for what is left, that item's is doubled
 * until it is enough.
 *
 * @param lambda  above zero
 * @returns weights for some of `together`'s pairs, below zero too: item `i` of a basket speaks for its `targets`
 */
export const ease = (together: Together, lambda: number, options?: EaseOptions): Speaking =>
  easeOfEach(together, [lambda], options)[0] as Speaking

/** The same for several λ, for little more than one of them takes. */
export function easeOfEach(
  together: Together,
  lambdas: readonly number[],
  { among = nearest, solved = () => undefined }: EaseOptions = {},
): readonly Speaking[] {
  const { items, starts } = together
  const size = items.length
  const nearTo = neighbours(together, among)
  const system = systemOf(together, among)
  const columns = new Uint32Array(size + 1)
  for (let item = 0; item < size; item++) {
    const pairs = (starts[item + 1] as number) - (starts[item] as number)
    columns[item + 1] = (columns[item] as number) + Math.min(among, pairs)
  }
  const sources = new Uint32Array(columns[size] as number)
  const solutions = lambdas.map(() => new Float64Array(sources.length))
  for (let item = 0; item < size; item++) {
    const near = nearTo(item)
    const from = columns[item] as number
    for (const [place, at] of near.entries()) sources[from + place] = together.others[at] as number
    system.fill(near)
    for (const [which, lambda] of lambdas.entries()) solutions[which]?.set(system.solve(lambda), from)
    solved(item + 1, size)
  }
  return solutions.map((weights) => bySource(columns, sources, weights))
}

/** Finds the pairs of an item with those that are most like it; among equals with the more popular. */
function neighbours(together: Together, among: number): (item: number) => Uint32Array {
  const alike = new Float64Array(together.items.length)
  return (item) => {
    const [from, to] = [together.starts[item] as number, together.starts[item + 1] as number]
    likeness(together, item, alike)
    const order = Uint32Array.from({ length: to - from }, (_, place) => place)
    order.sort((a, b) => (alike[b] as number) - (alike[a] as number) || a - b)
    return order.subarray(0, among).map((place) => from + place)
  }
}

interface System {
  /** Sets the equations for an item, by its pairs with its neighbours. */
  fill(near: Uint32Array): void
  /** @returns a weight for each of the neighbours, to be copied before the next call */
  solve(lambda: number): Float64Array
}

function systemOf({ items, bought, starts, others, times, chance }: Together, among: number): System {
  const gram = new Float64Array(among * among)
  const matrix = new Float64Array(among * among)
  const [together, right] = [new Float64Array(among), new Float64Array(among)]
  const columns = new Int32Array(items.length).fill(-1)
  let size = 0

  const fillRow = (row: number, other: number, near: Uint32Array): void => {
    const at = row * size
    const expected = chance * (bought[other] as number)
    for (let column = 0; column < size; column++) {
      gram[at + column] = expected * (bought[others[near[column] as number] as number] as number)
    }
    for (let pair = starts[other] as number; pair < (starts[other + 1] as number); pair++) {
      const column = columns[others[pair] as number] as number
      if (column >= 0) gram[at + column] = times[pair] as number
    }
    gram[at + row] = bought[other] as number
  }

  return {
    fill(near) {
      size = near.length
      for (const [row, at] of near.entries()) columns[others[at] as number] = row
      for (const [row, at] of near.entries()) {
        fillRow(row, others[at] as number, near)
        together[row] = times[at] as number
      }
      for (const at of near) columns[others[at] as number] = -1
    },
    // With every pair counted no pivot is below λ: one that is far below tells of pairs that are missed.
    solve(lambda) {
      for (let strength = lambda; ; strength *= 2) {
        matrix.set(gram.subarray(0, size * size))
        right.set(together)
        for (let row = 0; row < size; row++) matrix[row * size + row] = (gram[row * size + row] as number) + strength
        if (solveInPlace(matrix, right, size, strength / 2)) return right.subarray(0, size)
      }
    },
  }
}

/** Turns what each item was solved by into what each item speaks for. */
function bySource(columns: Uint32Array, sources: Uint32Array, solution: Float64Array): Speaking {
  const size = columns.length - 1
  const starts = new Uint32Array(size + 1)
  for (const source of sources) starts[source + 1] = (starts[source + 1] as number) + 1
  for (let item = 0; item < size; item++) starts[item + 1] = (starts[item + 1] as number) + (starts[item] as number)
  const next = starts.slice()
  const [targets, weights] = [new Uint32Array(sources.length), new Float64Array(sources.length)]
  for (let item = 0; item < size; item++) {
    for (let at = columns[item] as number; at < (columns[item + 1] as number); at++) {
      const source = sources[at] as number
      const place = next[source] as number
      targets[place] = item
      weights[place] = solution[at] as number
      next[source] = place + 1
    }
  }
  return { starts, targets, weights }
}
