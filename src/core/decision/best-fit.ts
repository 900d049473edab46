import { type Fits, itemsOf } from '../program/fits.js'

/** Of an offer's coupons, the one that fits best what was seen; and why. */
export interface BestFit {
  /** Its name among the offer's coupons. */
  readonly coupon: string
  /** The item of it that fits. */
  readonly item: string
  /** Higher fits better; it compares within one basket alone. */
  readonly score: number
  /** The items of the basket that speak for it most, at most two; none where popularity alone does. */
  readonly because: readonly string[]
  /** `popularity` where the basket says nothing: it is empty, or the model knows none of it. */
  readonly by: 'basket' | 'popularity'
}

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

/**
 * The coupon that fits a basket best, or `null`. One for something that lies in the basket already is none, whatever
 * else it is for; of two for the same item, the first that is left. Nothing is concluded from an item in `without`.
 *
 * @param more `left`: the coupons that can be given, all of them unless said; `without`: the items that the program's
 *   model leaves out
 *
 * @example
 * const { fits } = plan.offer.tillCoupon.offer
 * const best = bestFit(fits.coupons, model, ['skis', 'poles'], { left: ['wax'], without: ['test-strips'] })
 */
export function bestFit(
  coupons: Fits['coupons'],
  model: Scorer,
  basket: readonly string[],
  { left, without = [] }: { readonly left?: readonly string[]; readonly without?: readonly string[] } = {},
): BestFit | null {
  const there = new Set(basket)
  const couponOf = new Map<string, string>()
  for (const [name, coupon] of Object.entries(coupons)) {
    const items = itemsOf(coupon)
    if ((left && !left.includes(name)) || items.some((item) => there.has(item))) continue
    for (const item of items) if (!couponOf.has(item) && !without.includes(item)) couponOf.set(item, name)
  }
  if (couponOf.size === 0) return null
  const seen = without.length > 0 ? basket.filter((item) => !without.includes(item)) : basket
  const { by, items } = model.similar(seen, { among: [...couponOf.keys()], without, top: 1 })
  const coupon = items[0] && couponOf.get(items[0].item)
  return items[0] && coupon !== undefined ? { coupon, ...items[0], by } : null
}
