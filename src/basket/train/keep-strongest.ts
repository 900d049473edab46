import type { Weights } from '../model/weights.js'
import type { Together } from './count-together.js'

/**
 * Keeps the heaviest weights of each item.
 *
 * @param weights  one for each of `together.others`: how much the item speaks for the other; what is not above zero goes
 * @param most     how many an item may keep
 */
export function keepStrongest(together: Together, weights: Float64Array, most: number): Weights {
  const rows = together.items.length
  const starts = new Uint32Array(rows + 1)
  const kept: number[] = []
  for (let row = 0; row < rows; row++) {
    const places: number[] = []
    for (let at = together.starts[row] as number; at < (together.starts[row + 1] as number); at++) {
      if ((weights[at] as number) > 0) places.push(at)
    }
    places.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
    for (const at of places.slice(0, most)) kept.push(at)
    starts[row + 1] = kept.length
  }
  return {
    items: together.items,
    rows,
    starts,
    targets: Uint32Array.from(kept, (at) => together.others[at] as number),
    weights: Float32Array.from(kept, (at) => weights[at] as number),
  }
}
