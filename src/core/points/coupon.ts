/** What a coupon is of: a reward that points were spent on, or an offer that was accepted. One of the two. */
export type CouponOf =
  | { readonly reward: string; readonly offer?: undefined }
  | { readonly offer: string; readonly reward?: undefined }

/** A code that can be handed in once. */
export type Coupon = CouponOf & {
  /** Unguessable; the whole proof. */
  readonly code: string
  /** The command that it was issued by. */
  readonly key: string
  readonly issuedAt: number
  /** Epoch milliseconds; from here on it is worth nothing. */
  readonly validUntil: number
  readonly state: 'issued' | 'redeemed' | 'void'
}

/** What it is of, and nothing else of it. */
export const ofWhat = ({ reward, offer }: CouponOf) => (reward === undefined ? { offer } : { reward })
