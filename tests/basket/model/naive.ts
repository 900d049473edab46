import type { Contents } from '../../../src/basket/model/contents.js'
import type { Similar, SimilarOptions } from '../../../src/ports/basket-model.js'

/** What goes with a basket, as slowly and plainly as it can be said. */
export function naive(contents: Contents, basket: readonly unknown[], options: SimilarOptions = {}): Similar {
  const { items, starts, targets, weights, unit } = contents
  const { among = items, without = [], top = 10 } = options
  const distinct = [...new Set(basket)]
  const own = items.filter((item) => distinct.includes(item))
  const says = (from: string, to: string): number => {
    const [row, place] = [items.indexOf(from), items.indexOf(to)]
    for (let at = starts[row]!; at < starts[row + 1]!; at++) if (targets[at] === place) return weights[at]!
    return 0
  }
  const eligible = items.filter((item) => among.includes(item) && !without.includes(item) && !own.includes(item))
  const fitting = eligible
    .map((item) => ({ item, sum: own.reduce((sum, from) => sum + says(from, item), 0) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum || items.indexOf(a.item) - items.indexOf(b.item))
    .map(({ item, sum }) => ({
      item,
      score: sum * unit,
      because: own
        .filter((from) => says(from, item) > 0)
        .sort((a, b) => says(b, item) - says(a, item) || items.indexOf(a) - items.indexOf(b))
        .slice(0, 2),
    }))
  const popular = eligible.map((item) => ({ item, score: 1 - items.indexOf(item) / items.length, because: [] }))
  const by = fitting.length > 0 ? 'basket' : 'popularity'
  return {
    by,
    items: (by === 'basket' ? fitting : popular).slice(0, top),
    known: own.length,
    unknown: distinct.length - own.length,
  }
}
