import type { Json } from '../../core/json.js'
import { ofWhat } from '../../core/points/coupon.js'
import type { Step } from '../../ports/store.js'
import { couponsOf } from '../coupons.js'
import { drawsOf } from '../draws.js'
import { entriesOf } from '../entries.js'

type Row = { readonly [column: string]: Json | undefined }

/** Coupons, counters and raffle entries of a step. */
export function addShared(
  rows: { readonly coupons: Row[]; readonly draws: Row[]; readonly entries: Row[] },
  n: number,
  step: Step,
): void {
  const { issued, ended } = couponsOf(step)
  for (const { code, state } of ended) rows.coupons.push({ step: n, code, state })
  for (const coupon of issued) {
    const { code, state, key, issuedAt, validUntil } = coupon
    rows.coupons.push({ step: n, code, state, key, ...ofWhat(coupon), issued: issuedAt, valid: validUntil })
  }
  for (const draw of drawsOf(step)) rows.draws.push({ step: n, ...draw })
  const { left, entered } = entriesOf(step)
  for (const raffle of left) rows.entries.push({ step: n, raffle })
  for (const ticket of entered) rows.entries.push({ step: n, ...ticket })
}
