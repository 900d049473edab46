import type { Together } from './count-together.js'
import type { Speaking } from './speaking.js'

/** How alike two items are by the baskets that they are in: times together over the root of the product of the times. */
export function cosine(together: Together): Speaking {
  const { items, starts, others } = together
  const weights = new Float64Array(others.length)
  for (let item = 0; item < items.length; item++) likeness(together, item, weights.subarray(starts[item]))
  return { starts, targets: others, weights }
}

/** Writes how alike an item is with each of its `others`, in their order. */
export function likeness({ bought, starts, others, times }: Together, item: number, into: Float64Array): void {
  const [from, to] = [starts[item] as number, starts[item + 1] as number]
  for (let at = from; at < to; at++) {
    const product = (bought[item] as number) * (bought[others[at] as number] as number)
    into[at - from] = (times[at] as number) / Math.sqrt(product)
  }
}
