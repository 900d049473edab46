import type { Benefit } from './benefit.js'
import type { Offer } from './offer.js'

/** One of the coupons that an offer chooses among. */
export interface FittingCoupon {
  /** The item, or the items, that it is for. */
  readonly item: string | readonly string[]
  /** One line in the subject's words: what one gets. */
  readonly says: string
  /** Its value in the program's money. */
  readonly worth: number
}

/** An offer gives the one coupon that fits what was seen, by a model. */
export interface Fits<M extends string = string> {
  readonly model: M
  /** By name, as it stands on the server's books. */
  readonly coupons: { readonly [coupon: string]: FittingCoupon }
}

/** What an offer gives, its coupon being the one that was chosen. */
export function withCoupon(gives: readonly Benefit[], { fits }: Offer, chosen: string | undefined): readonly Benefit[] {
  const coupon = chosen === undefined ? undefined : fits?.coupons[chosen]
  return coupon ? gives.map((given) => worded(given, coupon)) : gives
}

const worded = (given: Benefit, { says, worth }: Pick<FittingCoupon, 'says' | 'worth'>): Benefit =>
  given.benefit === 'coupon' ? { ...given, says, worth } : given

/** Before it is known what fits, an offer counts for no more than the least of what it may give. */
export function leastOf(gives: readonly Benefit[], { fits }: Offer): readonly Benefit[] {
  if (!fits) return gives
  const least = Math.min(...Object.values(fits.coupons).map(({ worth }) => worth))
  return gives.map((given) => worded(given, { says: given.says, worth: Math.min(given.worth ?? least, least) }))
}

export const itemsOf = ({ item }: FittingCoupon): readonly string[] => (typeof item === 'string' ? [item] : item)
