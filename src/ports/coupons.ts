import type { SignedCoupon } from '../core/points/signed-coupon.js'

/**
 * Where a device gets coupons from: its own stock, or whoever it can ask. Its laws, tested by `couponsContract`:
 *
 * - **Once.** No code is resolved twice, to no tab of this device, at no time; also not after a crash between.
 * - **Nothing promised in vain.** `left` names what `take` could give by what is known here just now.
 * - **No throw.** `take` resolves to `null` where none is left, and where it can't be made sure that it is given once.
 */
export interface Coupons {
  /** The names of an offer's coupons of which there are any. Quick; the same list until that changes. */
  left(offer: string): readonly string[]
  /** Takes one out for good. */
  take(offer: string, coupon: string): Promise<SignedCoupon | null>
  /** Calls after what is left has changed. @returns what ends it */
  subscribe(listener: () => void): () => void
}
