import { type CouponOf, ofWhat } from '../../points/coupon.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import type { UseCoupon } from './backend-command.js'
import { deny } from './deny.js'
import type { Ledger } from './ledger.js'

/** A coupon of a reward or of an offer: one for each command. */
export function issue(ledger: Ledger, of: CouponOf, validUntil: number): void {
  const { plan, key, now } = ledger
  ledger.emit({
    type: 'issued',
    coupon: { code: plan.codeOf(key), ...of, key, issuedAt: now, validUntil, state: 'issued' },
  })
}

/** A coupon is handed in: once, in time, by whoever holds it, or by its owner where the backend says by whom. */
export function decideUse({ subject, now }: Ledger, command: UseCoupon): Result<readonly Event[], Refusal> {
  const { coupon: code, by, subject: owner } = command
  const coupon = Object.values(subject.cited)
    .flatMap(({ coupons }) => coupons)
    .find((one) => one.code === code)
  if (!coupon) return deny('unknown_coupon')
  if (by !== undefined && by !== owner) return deny('foreign_coupon')
  const { state, validUntil } = coupon
  const of = ofWhat(coupon)
  if (state === 'redeemed') return deny('coupon_used', of)
  if (state === 'void') return deny('coupon_void', of)
  if (validUntil <= now) return deny('coupon_expired', { ...of, validUntil })
  return ok([{ type: 'used', code, at: now }])
}
