import { listOf } from '../list-of.js'
import { type Fits, type FittingCoupon, itemsOf } from '../program/fits.js'
import type { BestFit } from './best-fit.js'

/** What a model is asked for here: what of `among` goes best with a basket. */
export interface Scorer {
  similar(
    basket: readonly string[],
    options: { readonly among: readonly string[]; readonly without: readonly string[]; readonly top: number },
  ): {
    readonly by: BestFit['by']
    readonly items: readonly Pick<BestFit, 'item' | 'score' | 'because'>[]
  }
}

/** The coupons that may be given, ready to be asked for with one basket after the other. */
export interface Eligible {
  /** The items that they are for, each once. One list: a model remembers it. */
  readonly among: readonly string[]
  readonly without: readonly string[]
  readonly coupons: Fits['coupons']
  /** By item, the coupons for it: what is worth more first, then by name. */
  readonly byItem: ReadonlyMap<string, readonly string[]>
}

/**
 * Of an offer's coupons those that may be given now.
 *
 * @param left the coupons of which there are any; all of them unless said
 * @param without the items that the program's model leaves out
 */
export function eligible(
  coupons: Fits['coupons'],
  { left, without = [] }: { readonly left?: readonly string[]; readonly without?: readonly string[] } = {},
): Eligible {
  const given = Object.entries(coupons)
    .filter(([name]) => !left || left.includes(name))
    .sort(byWorthThenName)
  const byItem = new Map<string, string[]>()
  for (const [name, coupon] of given)
    for (const item of itemsOf(coupon)) byItem.set(item, [...(byItem.get(item) ?? []), name])
  return { among: [...byItem.keys()].filter((item) => !without.includes(item)), without, coupons, byItem }
}

/**
 * The coupon that fits a basket best, or `null`. One for something that lies in the basket already is none, whatever
 * else it is for. None is like an empty basket. Nothing is concluded from what the model leaves out.
 */
export function fittingCoupon(eligible: Eligible, model: Scorer, basket: readonly string[]): BestFit | null {
  const { among, byItem, coupons, without } = eligible
  if (among.length === 0) return null
  const given = listOf(basket) as readonly string[]
  const seen = without.length === 0 ? given : given.filter((item) => !without.includes(item))
  const had = new Set(seen.flatMap((item) => byItem.get(item) ?? []))
  const couponOf = (item: string) => byItem.get(item)?.find((coupon) => !had.has(coupon))
  const both = [...had].flatMap((name) => itemsOf(coupons[name] as FittingCoupon))
  const never = had.size === 0 ? without : [...without, ...both.filter((item) => couponOf(item) === undefined)]
  const { by, items } = model.similar(seen, { among, without: never, top: 1 })
  const [best] = items
  const coupon = best && couponOf(best.item)
  return best && coupon !== undefined ? { coupon, item: best.item, score: best.score, because: best.because, by } : null
}

const byWorthThenName = ([one, a]: readonly [string, FittingCoupon], [other, b]: readonly [string, FittingCoupon]) =>
  b.worth - a.worth || (one < other ? -1 : 1)
