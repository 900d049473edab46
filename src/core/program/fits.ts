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

export const itemsOf = ({ item }: FittingCoupon): readonly string[] => (typeof item === 'string' ? [item] : item)
