import { solveInPlace } from './cholesky.js'
import { likeness } from './cosine.js'
import type { Together } from './count-together.js'
import type { Speaking } from './speaking.js'

/** How many neighbours of an item its weights are solved among: with more of them, nothing more was found. */
const nearest = 30

/** How much of their likeness is taken for granted: with less and with more of it, less was found. */
const granted = 0.3

export interface EaseOptions {
  /** How many of the items most like it an item's weights are solved among; 30 unless said. */
  readonly among?: number
  /** λ holds a weight near this share of the likeness; 0.3 unless said, and in the paper 0. */
  readonly pull?: number
  /** Hears how many items are solved. */
  readonly solved?: (items: number, of: number) => void
}

/**
 * EASE^R (H. Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019): the weights B, zero on the diagonal,
 * that come closest to baskets = baskets × B, while λ holds them near where they would be without any baskets.
 *
 * What differs from the paper, and why, with figures: docs/decisions/0032.
 *
 * - The paper inverts the whole matrix of pairs. Here each item is solved among those most like it, as in fsSLIM
 *   (X. Ning, G. Karypis, SLIM, ICDM 2011): its column of B is (G + λI)^-1 (g + λp) over these few. That takes time in
 *   proportion to the items and not to their cube, and it holds where pairs were left out, of which the whole matrix has
 *   no inverse that is of use.
 * - λ holds weights near a share p of the likeness, and not near zero.
 * - A pair that was left out counts as often as chance would have it, and has no weight. Where λ is too small for what
 *   is left, that item's is doubled until it is enough.
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
  { among = nearest, pull = granted, solved = () => undefined }: EaseOptions = {},
): readonly Speaking[] {
  const { items, starts } = together
  const size = items.length
  const nearTo = neighbours(together, among)
  const system = systemOf(together, among, pull)
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
    for (const [place, { at }] of near.entries()) sources[from + place] = together.others[at] as number
    system.fill(near)
    for (const [which, lambda] of lambdas.entries()) solutions[which]?.set(system.solve(lambda), from)
    solved(item + 1, size)
  }
  return solutions.map((weights) => bySource(columns, sources, weights))
}

/** A pair of an item with another, where it stands among all pairs, and how alike the two are. */
interface Near {
  readonly at: number
  readonly alike: number
}

/** Finds the pairs of an item with those that are most like it; among equals with the more popular. */
function neighbours(together: Together, among: number): (item: number) => readonly Near[] {
  const alike = new Float64Array(together.items.length)
  return (item) => {
    const [from, to] = [together.starts[item] as number, together.starts[item + 1] as number]
    likeness(together, item, alike)
    const order = Uint32Array.from({ length: to - from }, (_, place) => place)
    order.sort((a, b) => (alike[b] as number) - (alike[a] as number) || a - b)
    return Array.from(order.subarray(0, among), (place) => ({ at: from + place, alike: alike[place] as number }))
  }
}

interface System {
  /** Sets the equations for an item, by its pairs with its neighbours. */
  fill(near: readonly Near[]): void
  /** @returns a weight for each of the neighbours, to be copied before the next call */
  solve(lambda: number): Float64Array
}

function systemOf(counts: Together, among: number, pull: number): System {
  const { items, bought, starts, others, times, chance } = counts
  const gram = new Float64Array(among * among)
  const matrix = new Float64Array(among * among)
  const [together, pulled, right] = [new Float64Array(among), new Float64Array(among), new Float64Array(among)]
  const columns = new Int32Array(items.length).fill(-1)
  let size = 0

  const fillRow = (row: number, other: number, near: readonly Near[]): void => {
    const at = row * size
    const expected = chance * (bought[other] as number)
    for (let column = 0; column < size; column++) {
      gram[at + column] = expected * (bought[others[(near[column] as Near).at] as number] as number)
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
      for (const [row, { at }] of near.entries()) columns[others[at] as number] = row
      for (const [row, { at, alike }] of near.entries()) {
        fillRow(row, others[at] as number, near)
        together[row] = times[at] as number
        pulled[row] = pull * alike
      }
      for (const { at } of near) columns[others[at] as number] = -1
    },
    // With every pair counted no pivot is below λ: one that is far below tells of pairs that are missed.
    solve(lambda) {
      for (let strength = lambda; ; strength *= 2) {
        matrix.set(gram.subarray(0, size * size))
        for (let row = 0; row < size; row++) {
          matrix[row * size + row] = (gram[row * size + row] as number) + strength
          right[row] = (together[row] as number) + strength * (pulled[row] as number)
        }
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
