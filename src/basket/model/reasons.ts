import type { BasketPlaces } from './basket-places.js'
import type { Contents } from './contents.js'

/** Which items of a basket speak most for what was found, looked for among what was found alone. */
export interface Reasons {
  /** @param count how many of `found` count */
  find(basket: BasketPlaces, found: Uint32Array, count: number): void
  /** Of the nth that was found: at most two items, the strongest first; of equal ones the one bought more often. */
  of(nth: number): readonly string[]
  /** Leaves nothing of who spoke. @param count how many were found */
  forget(count: number): void
}

export function reasons({ items, starts, targets, weights }: Contents): Reasons {
  const rows = items.length
  // One more than its place in `found`; 0 of what was not found.
  const slots = new Uint32Array(rows)
  // By place in `found`: the rows that say most and second most for it, and how much.
  const first = new Uint32Array(rows)
  const firstSays = new Uint32Array(rows)
  const second = new Uint32Array(rows)
  const secondSays = new Uint32Array(rows)

  function hear(nth: number, row: number, weight: number): void {
    const most = firstSays[nth] as number
    const next = secondSays[nth] as number
    if (weight > most || (weight === most && row < (first[nth] as number))) {
      second[nth] = first[nth] as number
      secondSays[nth] = most
      first[nth] = row
      firstSays[nth] = weight
    } else if (weight > next || (weight === next && row < (second[nth] as number))) {
      second[nth] = row
      secondSays[nth] = weight
    }
  }

  return {
    find({ places, known }, found, count) {
      for (let nth = 0; nth < count; nth++) slots[found[nth] as number] = nth + 1
      for (let of = 0; of < known; of++) {
        const row = places[of] as number
        const end = starts[row + 1] as number
        for (let at = starts[row] as number; at < end; at++) {
          const slot = slots[targets[at] as number] as number
          if (slot > 0) hear(slot - 1, row, weights[at] as number)
        }
      }
      for (let nth = 0; nth < count; nth++) slots[found[nth] as number] = 0
    },
    of(nth) {
      const strongest = items[first[nth] as number] as string
      return secondSays[nth] === 0 ? [strongest] : [strongest, items[second[nth] as number] as string]
    },
    forget(count) {
      for (const kept of [first, firstSays, second, secondSays]) kept.fill(0, 0, count)
    },
  }
}
