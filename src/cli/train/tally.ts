import type { KnownBasket } from 'evenhanded/basket'
import type { NamedModel } from './which-model.js'

/** What there was to learn from. */
export interface Tally {
  readonly members: number
  readonly baskets: number
  /** Baskets without a member: measured by, never learned from. */
  readonly anonymous: number
  /** Different items that are marked as sensitive and were bought: left out. */
  readonly sensitive: number
}

/** Counts baskets while they are learned from: nobody has to hold them all. */
export interface Counting {
  /** Those of members alone, as they come. */
  learnable(baskets: Iterable<KnownBasket> | AsyncIterable<KnownBasket>): AsyncGenerator<KnownBasket, void, undefined>
  /** Of all that came. */
  tally(): Tally
}

export function counting({ model: { without = [] } }: NamedModel): Counting {
  const sensitive = new Set(without)
  const members = new Set<string>()
  const bought = new Set<string>()
  let [baskets, anonymous] = [0, 0]
  return {
    async *learnable(all) {
      for await (const basket of all) {
        for (const item of basket.items) if (sensitive.has(item)) bought.add(item)
        if (basket.member === '') anonymous++
        else {
          members.add(basket.member)
          if (basket.items.some((item) => !sensitive.has(item))) baskets++
          yield basket
        }
      }
    },
    tally: () => ({ members: members.size, baskets, anonymous, sensitive: bought.size }),
  }
}
