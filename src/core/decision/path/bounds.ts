import { bit, isIn } from './bits.js'
import type { Item, Task } from './task.js'

/** What is left to be covered costs at least. */
export interface Bounds {
  readonly byBit: readonly (readonly Item[])[]
  /** With what each bit is charged, and the sum of those that are left. */
  left(left: number, set: Uint32Array): { readonly sum: number; readonly charges: Float64Array }
  /** The same, roughly, and with what the item itself adds, before it is looked at closely. */
  after(charges: Float64Array, set: Uint32Array, item: Item, left: number): number
}

/** So often the charges are shifted before the search begins. */
const shifts = 48

/**
 * Each bit is charged with the item that brings it cheapest. An addition that serves several bits is charged to each of
 * them in part, and to all together no more than once; the parts are shifted until the sum of all charges is about as
 * high as it gets (multiplicative weights on the dual of the covering problem).
 */
export function boundsOf(items: readonly Item[], needs: number, least: Float64Array): Bounds {
  const byBit = Array.from({ length: 31 }, (_, bit) => items.filter(({ covers }) => (covers >> bit) & 1))
  const bits = byBit.flatMap((some, bit) => (some.length > 0 ? [bit] : []))
  const many = least.length
  // Per bit and addition: how much of its cost the bit bears.
  const borne = partsOf(items, bits, many)
  const fairly = (one: number): void => {
    let sum = 0
    for (const bit of bits) sum += borne[bit * many + one] as number
    if (sum === 0) return
    const by = (least[one] as number) / sum
    for (const bit of bits) borne[bit * many + one] = (borne[bit * many + one] as number) * by
  }
  for (let one = 0; one < many; one++) fairly(one)

  const charge = (bit: number, { adds }: Item, most: number, set?: Uint32Array): number => {
    let sum = 0
    for (let at = 0; at < adds.length && sum < most; at++) {
      const one = adds[at] as number
      if (set === undefined || !isIn(set, one)) sum += borne[bit * many + one] as number
    }
    return sum
  }

  let best = 0
  let kept = borne.slice()
  const needed = bits.filter((bit) => (needs >> bit) & 1)
  for (let shift = 0; shift < shifts; shift++) {
    let sum = 0
    const cheapest = needed.map((bit) => {
      let least = Number.POSITIVE_INFINITY
      let found: Item | undefined
      for (const item of byBit[bit] as readonly Item[]) {
        const its = charge(bit, item, least)
        if (its < least) [least, found] = [its, item]
      }
      sum += least
      return found
    })
    if (sum > best) [best, kept] = [sum, borne.slice()]
    const by = 1 + 1 / (1.5 + shift / 6)
    const raised = new Set<number>()
    for (const [at, bit] of needed.entries())
      for (const one of cheapest[at]?.adds ?? []) {
        borne[bit * many + one] = (borne[bit * many + one] as number) * by
        raised.add(one)
      }
    for (const one of raised) fairly(one)
  }
  borne.set(kept)

  return {
    byBit,
    left(left, set) {
      const charges = new Float64Array(31)
      let sum = 0
      for (let rest = left; rest !== 0; rest &= rest - 1) {
        const at = bit(rest)
        let cheapest = Number.POSITIVE_INFINITY
        for (const item of byBit[at] as readonly Item[]) cheapest = Math.min(cheapest, charge(at, item, cheapest, set))
        charges[at] = cheapest
        sum += cheapest
      }
      return { sum, charges }
    },
    after(charges, set, { adds }, left) {
      let sum = 0
      for (const one of adds) if (!isIn(set, one)) sum += least[one] as number
      for (let rest = left; rest !== 0; rest &= rest - 1) {
        const at = bit(rest)
        let its = charges[at] as number
        // What is added now is charged to nobody later.
        for (const one of adds) if (!isIn(set, one)) its -= borne[at * many + one] as number
        if (its > 0) sum += its
      }
      return sum
    },
  }
}

function partsOf(items: readonly Item[], bits: readonly number[], many: number): Float64Array {
  const parts = new Float64Array(31 * many)
  for (const { adds, covers } of items)
    for (const bit of bits) if ((covers >> bit) & 1) for (const one of adds) parts[bit * many + one] = 1
  return parts
}

/** The points that are missing cost at least what the best rate makes of them; `Infinity` where they can't be had. */
export function pointBoundsOf(
  items: readonly Item[],
  { missing, least }: Pick<Task, 'missing' | 'least'>,
): (set: Uint32Array, points: Float64Array) => number {
  if (missing.length === 0) return () => 0
  const uses = new Int32Array(least.length)
  for (const { adds } of items) for (const one of adds) uses[one] = (uses[one] as number) + 1
  const all = missing.map((_, of) => items.reduce((sum, { points }) => sum + (points[of] as number), 0))
  return (set, points) => {
    let most = 0
    for (let of = 0; of < missing.length; of++) {
      const short = (missing[of] as number) - (points[of] as number)
      if (short <= 0) continue
      if ((all[of] as number) < (missing[of] as number)) return Number.POSITIVE_INFINITY
      let rate = Number.POSITIVE_INFINITY
      for (const { adds, points: gives } of items) {
        if ((gives[of] as number) <= 0) continue
        let charge = 0
        for (const one of adds) if (!isIn(set, one)) charge += (least[one] as number) / (uses[one] as number)
        rate = Math.min(rate, charge / (gives[of] as number))
      }
      most = Math.max(most, rate * short)
    }
    return most
  }
}
