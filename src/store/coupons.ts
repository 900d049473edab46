import type { Coupon } from '../core/points/coupon.js'
import type { Step } from '../ports/store.js'
import { badStep, eventsOf } from './step.js'

/** What a step makes of coupons: new ones as they are in the end, and others, which have to be as issued until then. */
export interface CouponChanges {
  readonly issued: readonly Coupon[]
  readonly ended: readonly { readonly code: string; readonly state: Coupon['state'] }[]
}

/** @throws EvenhandedError `bad_step` where one coupon ends twice */
export function couponsOf(step: Step): CouponChanges {
  const issued = new Map<string, Coupon>()
  const ended = new Map<string, Coupon['state']>()
  for (const event of eventsOf(step)) {
    if (event.type === 'issued') issued.set(event.coupon.code, event.coupon)
    if (event.type !== 'used' && event.type !== 'voided') continue
    const { code } = event
    if (ended.has(code)) throw badStep(step, `coupon ${code} ends twice`)
    ended.set(code, event.type === 'used' ? 'redeemed' : 'void')
  }
  return {
    issued: [...issued.values()].map((coupon) => ({ ...coupon, state: ended.get(coupon.code) ?? coupon.state })),
    ended: [...ended].flatMap(([code, state]) => (issued.has(code) ? [] : [{ code, state }])),
  }
}
