import type { TrainingBasket } from 'evenhanded/basket'
import fc from 'fast-check'

const few = (names: string) => fc.constantFrom(...names)

/** Baskets of few members and few items, so that thresholds are met and missed; with repetitions and empty ones. */
export const someBaskets: fc.Arbitrary<TrainingBasket[]> = fc.array(
  fc.record({ member: few('abcdefgh'), items: fc.array(few('pqrstuvw'), { maxLength: 6 }) }),
  { maxLength: 60 },
)

/** Pairs as `p+q`, both ways, with how many baskets hold both and who bought them so; a pair of an item is the item. */
export function pairsOf(baskets: readonly TrainingBasket[]): Map<string, { times: number; members: Set<string> }> {
  const pairs = new Map<string, { times: number; members: Set<string> }>()
  for (const { member, items } of baskets) {
    for (const one of new Set(items)) {
      for (const two of new Set(items)) {
        const key = `${one}+${two}`
        const pair = pairs.get(key) ?? { times: 0, members: new Set() }
        pairs.set(key, { times: pair.times + 1, members: pair.members.add(member) })
      }
    }
  }
  return pairs
}
