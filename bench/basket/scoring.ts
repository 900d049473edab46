import type { BasketModel, ModelJson, Similar, SimilarOptions } from 'evenhanded/basket'

// What is timed in Node, and the same in a page.

/** What is chosen among: a list comes as the same one each time, or as a new one. */
export type Among = 'everything' | 'one list of 200' | 'a new list of 200'

export const amongs: readonly Among[] = ['everything', 'one list of 200', 'a new list of 200']

export type Ask = (basket: readonly string[], options: SimilarOptions) => Pick<Similar, 'items'>

/**
 * Microseconds a basket, the median. It looks at what it is told, so that nothing fast and wrong is measured.
 *
 * @param together so many baskets are timed at once, where the clock counts coarsely
 */
export function timed(
  ask: Ask,
  baskets: readonly (readonly string[])[],
  options: () => SimilarOptions,
  together = 1,
): number {
  const taken: number[] = []
  let found = 0
  for (let first = 0; first < baskets.length; first += together) {
    const from = performance.now()
    for (let nth = first; nth < first + together; nth++)
      found += ask(baskets[nth] as readonly string[], options()).items.length
    taken.push(performance.now() - from)
  }
  if (found < baskets.length) throw new Error(`Of ${baskets.length} baskets only ${found} items were suggested`)
  const middle = taken.sort((a, b) => a - b)[taken.length >> 1] as number
  return (middle / together) * 1000
}

/** Milliseconds. */
export function reading(read: () => boolean): number {
  const from = performance.now()
  if (!read()) throw new Error('What was to be read was refused')
  return performance.now() - from
}

/** How the two hundred are given. */
export function choosing(items: readonly string[], among: Among): () => SimilarOptions {
  const list = items.filter((_, place) => place % Math.ceil(items.length / 200) === 7)
  if (among === 'everything') return () => ({})
  return among === 'one list of 200' ? () => ({ among: list }) : () => ({ among: [...list] })
}

/** The same by maps and sorting, as one would write it at first. */
export function plainly({ items }: ModelJson): Ask {
  const rows = new Map(items.map(({ item, goesWith }) => [item, goesWith]))
  return (basket, { among, top = 10 }) => {
    const own = new Set(basket)
    const eligible = among && new Set(among)
    const scores = new Map<
      string,
      { score: number; readonly from: { readonly item: string; readonly weight: number }[] }
    >()
    for (const item of own)
      for (const { item: other, weight } of rows.get(item) ?? []) {
        if (own.has(other) || (eligible && !eligible.has(other))) continue
        const { score, from } = scores.get(other) ?? { score: 0, from: [] }
        from.push({ item, weight })
        scores.set(other, { score: score + weight, from })
      }
    const best = [...scores].sort(([, a], [, b]) => b.score - a.score).slice(0, top)
    const found = best.map(([item, { score, from }]) => {
      const strongest = from.sort((a, b) => b.weight - a.weight).slice(0, 2)
      return { item, score, because: strongest.map((one) => one.item) }
    })
    const popular = items.filter(({ item }) => !own.has(item) && (!eligible || eligible.has(item)))
    return found.length > 0
      ? { items: found }
      : { items: popular.slice(0, top).map(({ item }) => ({ item, score: 0, because: [] })) }
  }
}

/** Both ways have to say the same of the best, but for what is equal to the last digits. */
export function agree(model: BasketModel, plain: Ask, baskets: readonly (readonly string[])[]): void {
  for (const basket of baskets) {
    const [ours, theirs] = [model.similar(basket).items, plain(basket, {}).items]
    const isSame = ours.every(({ score }, nth) => Math.abs(score - (theirs[nth]?.score ?? 0)) < 1e-9)
    if (!isSame || ours.length !== theirs.length) throw new Error(`Of ${basket.join(', ')} both say something else`)
  }
}
