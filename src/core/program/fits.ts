import type { Benefit } from './benefit.js'

/** Letters in the name of a coupon, and of the offer that gives it: they are signed, carried to tills and kept there. */
export const longestName = 128

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
export const withCoupon = (gives: readonly Benefit[], fits: Fits | undefined, chosen = ''): readonly Benefit[] =>
  worded(gives, fits?.coupons[chosen])

/** Before it is known what fits, an offer counts for no more than the least of what it may give. */
export const leastOf = (gives: readonly Benefit[], fits: Fits | undefined): readonly Benefit[] =>
  worded(
    gives,
    fits && { worth: Math.min(...[...gives, ...Object.values(fits.coupons)].flatMap(({ worth }) => worth ?? [])) },
  )

const worded = (gives: readonly Benefit[], by?: Partial<FittingCoupon>): readonly Benefit[] =>
  by
    ? gives.map((given) =>
        given.benefit === 'coupon' ? { ...given, says: by.says ?? given.says, worth: by.worth ?? 0 } : given,
      )
    : gives

export const itemsOf = ({ item }: FittingCoupon): readonly string[] => (typeof item === 'string' ? [item] : item)
