import type { BestFit } from '../core/decision/best-fit.js'
import type { SignedCoupon } from '../core/points/signed-coupon.js'

/**
 * What a device has at hand to find what fits: models, and coupons that can be handed out. Its laws:
 *
 * - `best` proposes nothing that `take` could not give just then, and nothing for what is in the basket;
 * - what `take` resolved for is nobody else's: another tab, and this page after a crash, never hand it out again;
 * - `take` never rejects: what could not be written off for good is not handed out.
 */
export interface Fitting {
  /** The coupon of an offer that fits a basket best, or `null` where none does or is left. Quick, and the same for the same. */
  best(offer: string, basket: readonly string[]): BestFit | null
  /** Takes one out of the stock for good; `null` where none is left. */
  take(offer: string, coupon: string): Promise<SignedCoupon | null>
  /** Calls after the stock or a model has changed. @returns what ends it */
  subscribe(listener: () => void): () => void
}
