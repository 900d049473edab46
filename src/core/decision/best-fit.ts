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
  /** `popularity` where the basket says nothing: it is empty, or nothing that may be given goes with it. */
  readonly by: 'basket' | 'popularity'
}
