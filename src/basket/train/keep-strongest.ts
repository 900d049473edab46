import type { Weights } from '../model/weights.js'
import type { Speaking } from './speaking.js'

/**
 * Keeps the heaviest weights of each item, and none that is not above zero. Among equals, those of the more popular.
 *
 * @param items  the most bought first
 * @param most   how many an item may keep
 */
export function keepStrongest(items: readonly string[], speaking: Speaking, most: number): Weights {
  const starts = new Uint32Array(items.length + 1)
  const kept: number[] = []
  const { targets, weights } = speaking
  for (let row = 0; row < items.length; row++) {
    const places: number[] = []
    for (let at = speaking.starts[row] as number; at < (speaking.starts[row + 1] as number); at++) {
      if (Math.fround(weights[at] as number) > 0) places.push(at)
    }
    const heavier = (a: number, b: number): number =>
      (weights[b] as number) - (weights[a] as number) || (targets[a] as number) - (targets[b] as number)
    for (const at of places.sort(heavier).slice(0, most)) kept.push(at)
    starts[row + 1] = kept.length
  }
  return {
    items,
    rows: items.length,
    starts,
    targets: Uint32Array.from(kept, (at) => targets[at] as number),
    weights: Float32Array.from(kept, (at) => weights[at] as number),
  }
}
