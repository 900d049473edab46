import { type CouponOf, ofWhat } from '../../core/points/coupon.js'
import { load, trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { timeOf } from '../raffle/raffles.js'
import { readCode } from '../secrets/coupon-code.js'
import { type CouponRefusal, no } from './coupon-refusal.js'
import { numberSigned, readSignedCode } from './signed-code.js'

/** A coupon, whoever holds it. */
export type CouponSeen = CouponOf & {
  readonly code: string
  /** Which of the offer's coupons, where it was signed in advance. */
  readonly coupon?: string
  /** What was promised, in words; where nobody says so any more, nothing. */
  readonly says?: string
  /** In the program's money. */
  readonly worth?: number
  /** Epoch milliseconds. */
  readonly validUntil: number
  readonly state: 'issued' | 'redeemed' | 'void' | 'expired'
}

export type LookAnswer =
  | { readonly ok: true; readonly coupon: CouponSeen }
  | { readonly ok: false; readonly error: CouponRefusal }

/** What a code is good for, and whether it still is. Nothing changes, and nobody is promised that it stays so. */
export async function lookAtCoupon(desk: Desk, text: string): Promise<LookAnswer> {
  const signed = readSignedCode(text)
  const issued = readCode(text)
  const coupon = signed ? await signedSeen(desk, signed) : issued ? await issuedSeen(desk, issued) : undefined
  return coupon ? { ok: true, coupon } : no('unknown_coupon')
}

async function signedSeen({ secrets, store, tenant, clock }: Desk, code: string): Promise<CouponSeen | undefined> {
  const named = numberSigned(secrets, code)
  const kept = named && (await trying(() => store.signedCoupon(tenant, named.batch, named.n, clock?.())))
  return kept ? { code, ...kept, worth: kept.worth / 100 } : undefined
}

async function issuedSeen(desk: Desk, code: string): Promise<CouponSeen | undefined> {
  const [loaded] = await load(desk, [{ coupon: code, commands: [] }])
  const found = Object.values(loaded?.subject.cited ?? {})
    .flatMap(({ coupons }) => coupons)
    .find((one) => one.code === code)
  if (!found) return undefined
  const { validUntil, state } = found
  const isOver = state === 'issued' && validUntil <= (desk.clock?.() ?? loaded?.now ?? (await timeOf(desk)))
  return { code, ...ofWhat(found), ...promised(desk, found), validUntil, state: isOver ? 'expired' : state }
}

/** What the program says of it today. */
function promised({ plan: { program } }: Desk, { reward, offer }: CouponOf): Pick<CouponSeen, 'says' | 'worth'> {
  const { gives } = (reward === undefined ? program.offers[offer] : program.rewards[reward]) ?? {}
  const benefit = [gives ?? []].flat().find((one) => one.benefit === 'coupon')
  return benefit ? { says: benefit.says, ...(benefit.worth !== undefined && { worth: benefit.worth }) } : {}
}
