import type { BasketPlaces } from './basket-places.js'
import type { Contents } from './contents.js'

/** Which items of a basket speak most for what was found, looked for among what was found alone. */
export interface Reasons {
  /** @param count how many of `found` count */
  find(basket: BasketPlaces, found: Uint32Array, count: number): void
  /** Of the nth that was found: at most two items, the strongest first; of equal ones the one bought more often. */
  of(nth: number): readonly string[]
}

export function reasons({ items, starts, targets, weights }: Contents): Reasons {
  const rows = items.length
  // One more than its place in `found`; 0 of what was not found.
  const slots = new Uint32Array(rows)
  const [first, second] = [speakers(rows), speakers(rows)]

  function speak(row: number): void {
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const slot = slots[targets[at] as number] as number
      if (slot === 0) continue
      const [nth, weight] = [slot - 1, weights[at] as number]
      if (first.isLouder(nth, weight, row)) {
        second.let(nth, first.weights[nth] as number, first.rows[nth] as number)
        first.let(nth, weight, row)
      } else if (second.isLouder(nth, weight, row)) second.let(nth, weight, row)
    }
  }

  return {
    find(basket, found, count) {
      for (let nth = 0; nth < count; nth++) {
        slots[found[nth] as number] = nth + 1
        first.let(nth, 0, 0)
        second.let(nth, 0, 0)
      }
      for (let at = 0; at < basket.known; at++) speak(basket.places[at] as number)
      for (let nth = 0; nth < count; nth++) slots[found[nth] as number] = 0
    },
    of: (nth) =>
      [first, second].filter(({ weights }) => weights[nth]).map(({ rows }) => items[rows[nth] as number] as string),
  }
}

/** One speaker for each that was found: its row, and how much it says. */
function speakers(size: number) {
  const [weights, rows] = [new Uint32Array(size), new Uint32Array(size)]
  return {
    weights,
    rows,
    isLouder(nth: number, weight: number, row: number): boolean {
      const than = weights[nth] as number
      return weight > than || (weight === than && row < (rows[nth] as number))
    },
    let(nth: number, weight: number, row: number): void {
      weights[nth] = weight
      rows[nth] = row
    },
  }
}
