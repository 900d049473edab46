import { listOf } from '../../core/list-of.js'
import type { BasketModel, Similar, SimilarOptions, Suggested } from '../../ports/basket-model.js'
import { basketPlaces } from './basket-places.js'
import { bestPlaces } from './best-places.js'
import type { Contents } from './contents.js'
import { type Listed, remembering } from './listed.js'
import { reasons } from './reasons.js'

/**
 * Scores baskets: what each of its items speaks for is added up, and the best are kept. It works in arrays that are made
 * once, makes nothing anew but what it returns, and leaves nothing of a basket in them.
 */
export function scorer(contents: Contents): BasketModel['similar'] {
  const { items, starts, targets, weights, unit } = contents
  const rows = items.length
  const placeOf = new Map<unknown, number>(items.map((item, place) => [item, place]))
  const listed = remembering(placeOf)
  const own = basketPlaces(placeOf)
  const sums = new Float64Array(rows)
  const touched = new Uint32Array(rows)
  const best = bestPlaces(sums)
  const why = reasons(contents)

  /** @returns how many places are touched */
  function addUp(): number {
    const { places, known } = own
    let count = 0
    for (let nth = 0; nth < known; nth++) {
      const row = places[nth] as number
      const end = starts[row + 1] as number
      for (let at = starts[row] as number; at < end; at++) {
        const target = targets[at] as number
        const sum = sums[target] as number
        if (sum === 0) touched[count++] = target
        sums[target] = sum + (weights[at] as number)
      }
    }
    return count
  }

  /** @returns whether anything fits */
  function choose(count: number, among: Listed | undefined, most: number): boolean {
    const mask = among?.mask
    let fits = false
    let least = 0
    best.begin(most)
    for (let nth = 0; nth < count; nth++) {
      const place = touched[nth] as number
      if ((sums[place] as number) < least || (mask && mask[place] === 0) || own.isBarred(place)) continue
      fits = true
      least = best.offer(place)
    }
    best.sort()
    return fits
  }

  function suggested(): readonly Suggested[] {
    const { places, count } = best
    why.find(own, places, count)
    const found: Suggested[] = []
    for (let nth = 0; nth < count; nth++) {
      const place = places[nth] as number
      found.push({ item: items[place] as string, score: (sums[place] as number) * unit, because: why.of(nth) })
    }
    return found
  }

  function byBasket(among: Listed | undefined, most: number): readonly Suggested[] | undefined {
    const count = addUp()
    const fits = choose(count, among, most)
    const found = fits ? suggested() : undefined
    for (let nth = 0; nth < count; nth++) sums[touched[nth] as number] = 0
    touched.fill(0, 0, count)
    why.forget(best.count)
    best.forget()
    return found
  }

  function byPopularity(among: Listed | undefined, most: number): readonly Suggested[] {
    const found: Suggested[] = []
    const places = among?.places()
    const length = places ? places.length : rows
    for (let nth = 0; nth < length && found.length < most; nth++) {
      const place = places ? (places[nth] as number) : nth
      if (!own.isBarred(place)) found.push({ item: items[place] as string, score: 1 - place / rows, because: [] })
    }
    return found
  }

  return (basket: readonly string[], options?: SimilarOptions): Similar => {
    const { among, without, top } = options ?? {}
    const eligible = among === undefined ? undefined : listed(listOf(among))
    const most = Math.min(rows, mostOf(top))
    own.read(listOf(basket), listOf(without))
    const { known, unknown } = own
    const fitting = byBasket(eligible, most)
    const by = fitting ? 'basket' : 'popularity'
    const suggestions = fitting ?? byPopularity(eligible, most)
    own.forget()
    return { by, items: suggestions, known, unknown }
  }
}

/** What is no number is as if it were not said. */
const mostOf = (top: number | undefined): number =>
  typeof top !== 'number' || Number.isNaN(top) ? 10 : Math.max(0, Math.floor(top))
