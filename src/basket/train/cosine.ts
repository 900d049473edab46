import type { Together } from './count-together.js'

/**
 * How alike two items are by who bought them: times together over the root of the product of the times apart.
 *
 * @returns a weight for each of `together.others`
 */
export function cosine(together: Together): Float64Array {
  const { items, bought, starts, others, times } = together
  const weights = new Float64Array(others.length)
  for (let item = 0; item < items.length; item++) {
    for (let at = starts[item] as number; at < (starts[item + 1] as number); at++) {
      const product = (bought[item] as number) * (bought[others[at] as number] as number)
      weights[at] = (times[at] as number) / Math.sqrt(product)
    }
  }
  return weights
}
