import type { KnownBasket } from './known-basket.js'
import { deepest, type Ranking } from './quality.js'

/** What most baskets hold, whatever is in this one: what everything else has to be better than. */
export function popularRanking(learned: readonly KnownBasket[]): Ranking {
  const counts = new Map<string, number>()
  for (const { items } of learned) for (const item of new Set(items)) counts.set(item, (counts.get(item) ?? 0) + 1)
  const ranked = [...counts].sort(([a, often], [b, other]) => other - often || (a < b ? -1 : 1)).map(([item]) => item)
  return (basket) => {
    const has = new Set(basket)
    const rest: string[] = []
    for (const item of ranked) {
      if (rest.length === deepest) break
      if (!has.has(item)) rest.push(item)
    }
    return rest
  }
}
