import type { CouponOf } from '../../core/points/coupon.js'

/** What a row's coupon is of: exactly one of the two stands in it. */
export const ofRow = (reward: string | null, offer: string | null): CouponOf =>
  reward === null ? { offer: offer as string } : { reward }
