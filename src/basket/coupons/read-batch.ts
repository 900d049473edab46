import type { CouponBatch } from '../../core/points/signed-coupon.js'
import { longestName } from '../../core/program/fits.js'
import { ok, type Result, refused } from '../../core/result.js'

/** Why what was given is no batch of coupons. */
export interface BadBatch {
  readonly code: 'bad_batch'
  /** What is wrong with it, for whoever looks into it. */
  readonly what: string
}

/** What a program may give as a name is one; a batch's id and a code of the server's are far shorter. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longestName && !/[\p{Cc}\s]/u.test(value)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const bad = (what: string) => refused<BadBatch>({ code: 'bad_batch', what })

/** A batch as the server signed it, whatever it came by; what it says besides is left out. */
export function readBatch(given: unknown): Result<CouponBatch, BadBatch> {
  if (!isRecord(given)) return bad('It is no object.')
  const { id, offer, validUntil, coupons } = given
  if (!isName(id)) return bad('Its id is no name.')
  if (!isName(offer)) return bad('Its offer is no name.')
  if (!Number.isSafeInteger(validUntil)) return bad('validUntil is no instant in milliseconds.')
  if (!isRecord(coupons)) return bad('Its coupons are no object.')
  const codes = Object.entries(coupons)
  for (const [coupon, list] of codes) {
    if (!isName(coupon)) return bad('A coupon has no name.')
    if (!Array.isArray(list) || !list.every(isName)) return bad(`The codes of ${coupon} are no list of codes.`)
  }
  const all = codes.flatMap(([, list]) => list as readonly string[])
  if (new Set(all).size !== all.length) return bad('A code stands in it twice.')
  const read = Object.fromEntries(codes.map(([coupon, list]) => [coupon, [...(list as readonly string[])]]))
  return ok({ id, offer, validUntil: validUntil as number, coupons: read })
}
