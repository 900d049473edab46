/** A coupon that the server signed in advance, so that a till can hand it out without asking. It names nobody. */
export interface SignedCoupon {
  /** The whole proof: whoever holds it may hand it in, once. */
  readonly code: string
  readonly offer: string
  /** Its name among the offer's coupons. */
  readonly coupon: string
  /** Epoch milliseconds; from here on it is worth nothing. */
  readonly validUntil: number
}

/** What the server signed at one time for one offer: JSON, for a till to keep. */
export interface CouponBatch {
  readonly id: string
  readonly offer: string
  /** Epoch milliseconds. */
  readonly validUntil: number
  /** Codes by coupon. */
  readonly coupons: { readonly [coupon: string]: readonly string[] }
}
