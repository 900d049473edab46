import { countTogether, type Together } from '../train/count-together.js'
import { gather } from '../train/gather.js'
import { sweepLower } from './inverse.js'
import type { KnownBasket } from './known-basket.js'
import { deepest, type Ranking } from './quality.js'

/**
 * EASE^R as it stands in the paper (Steck 2019): every pair counts however few bought it, every weight counts however
 * small, and none is rounded. It takes eight bytes for each pair of items that there could be.
 *
 * @param inverted hears how far it is: nearly all of the time goes there
 */
export async function referenceRanking(
  learned: readonly KnownBasket[],
  lambda: number,
  inverted: (items: number, of: number) => void,
): Promise<Ranking> {
  const together = countTogether(await gather(learned), 1)
  const { items } = together
  const size = items.length
  const inverse = gramOf(together, lambda)
  sweepLower(inverse, size, (pivots) => inverted(pivots, size))
  const places = new Map(items.map((item, place) => [item, place]))
  return (basket) => {
    const known = basket.map((item) => places.get(item)).filter((place) => place !== undefined)
    const scores = new Float64Array(size)
    for (const row of known) {
      for (let column = 0; column <= row; column++)
        scores[column] = (scores[column] as number) + (inverse[row * size + column] as number)
      for (let column = row + 1; column < size; column++)
        scores[column] = (scores[column] as number) + (inverse[column * size + row] as number)
    }
    // The inverse is turned in sign, its diagonal with it: a weight is what stands there over what the target has.
    for (let item = 0; item < size; item++)
      scores[item] = (scores[item] as number) / -(inverse[item * size + item] as number)
    for (const place of known) scores[place] = Number.NEGATIVE_INFINITY
    return best(scores, known.length).map((place) => items[place] as string)
  }
}

/** How often what is bought with what, with λ on the diagonal. */
function gramOf({ items, bought, starts, others, times }: Together, lambda: number): Float64Array {
  const size = items.length
  const gram = new Float64Array(size * size)
  for (let item = 0; item < size; item++) {
    gram[item * size + item] = (bought[item] as number) + lambda
    for (let at = starts[item] as number; at < (starts[item + 1] as number); at++)
      gram[item * size + (others[at] as number)] = times[at] as number
  }
  return gram
}

/** The places of the highest scores; among equals, of the more popular item. */
function best(scores: Float64Array, known: number): readonly number[] {
  const count = Math.min(deepest, scores.length - known)
  const least = Float64Array.from(scores).sort()[scores.length - count] ?? Number.POSITIVE_INFINITY
  const among = [...scores.keys()].filter((place) => (scores[place] as number) >= least)
  return among.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, count)
}
