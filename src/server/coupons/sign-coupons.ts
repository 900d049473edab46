import type { CouponBatch } from '../../core/points/signed-coupon.js'
import type { Fits } from '../../core/program/fits.js'
import type { SignedBatch, SignedPart, SigningLimits } from '../../ports/coupon-batches.js'
import { bad } from '../calls/call-shape.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { type CouponRefusal, no } from './coupon-refusal.js'
import { mostSigned, signedCode } from './signed-code.js'

/** What is signed in advance. */
export interface SignCoupons<Offer extends string = string> {
  /** An offer that says what it fits. */
  readonly offer: Offer
  /** How many of each of its coupons; 10,000 together at most. */
  readonly coupons: { readonly [coupon: string]: number }
  /** From then on they are worth nothing; epoch milliseconds. */
  readonly until: number
  /**
   * An opaque reference, as in `${stock.id}/2027-01-31`: the same key again is answered with the same batch. Two that are
   * handed out from, as a till and the one that took its place, need two keys.
   */
  readonly key: string
}

export type SignAnswer =
  | {
      readonly ok: true
      readonly batch: CouponBatch
      /** It was signed before: these are its codes again, without those that were handed in or given back since. */
      readonly known: boolean
    }
  | { readonly ok: false; readonly error: CouponRefusal }

/** The batch is one row; its codes follow from its id, and are made again for whoever asks with the same key. */
export async function signCoupons(desk: Desk, asked: SignCoupons): Promise<SignAnswer> {
  if (typeof asked?.key !== 'string') throw bad('sign', 'says no key')
  const { offer, until, key } = asked
  const coupons = Object.entries(asked.coupons ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const odd = oddIn(asked)
  if (odd) return no(odd)
  const { plan, secrets, store, tenant, clock } = desk
  const id = secrets.batch(key)
  const hash = secrets.content({ offer, until, coupons })
  const fits = Object.hasOwn(plan.program.offers, offer) ? plan.program.offers[offer]?.fits : undefined
  const counted = fits ? partsOf(fits, coupons, until) : no('unknown_offer')
  if (!counted.ok) {
    // A program may have moved on since it was signed.
    const before = await trying(() => store.couponBatch(tenant, id))
    return before?.hash === hash ? signedBefore(desk, id, asked, coupons) : counted
  }
  const { parts } = counted
  const batch: SignedBatch = { id, hash, offer, validUntil: until, parts }
  const signing = await trying(() => store.signCoupons(tenant, batch, limitsOf(desk, offer), clock?.()))
  switch (signing.state) {
    case 'signed':
      return { ok: true, batch: batchOf(desk, id, asked, coupons), known: false }
    case 'known':
      return signedBefore(desk, id, asked, coupons)
    case 'reused':
      return no('id_reused')
    case 'ended':
      return no('bad_instant')
    case 'over_budget':
      return no('over_budget', { offer, left: signing.left / 100 })
    case 'out_of_stock':
      return no('out_of_stock', { coupon: signing.coupon, left: signing.left })
  }
}

/** What was never signed, and has no hash: JSON does not tell it. */
function oddIn({ offer, coupons, until }: SignCoupons): CouponRefusal['code'] | undefined {
  if (typeof offer !== 'string') return 'unknown_offer'
  if (Object.values(coupons ?? {}).some((count) => typeof count !== 'number')) return 'bad_count'
  return typeof until === 'number' ? undefined : 'bad_instant'
}

type Counted = readonly (readonly [coupon: string, count: number])[]

function partsOf(fits: Fits, coupons: Counted, until: number) {
  const parts: SignedPart[] = []
  let total = 0
  for (const [coupon, count] of coupons) {
    const its = Object.hasOwn(fits.coupons, coupon) ? fits.coupons[coupon] : undefined
    if (!its) return no('unknown_coupon', { coupon })
    if (!Number.isSafeInteger(count) || count < 1) return no('bad_count')
    parts.push({ coupon, says: its.says, worth: Math.round(its.worth * 100), count })
    total += count
  }
  if (total < 1 || total > mostSigned) return no('bad_count')
  return isInstant(until) ? ({ ok: true, parts } as const) : no('bad_instant')
}

/** Whole milliseconds that a date can tell. */
const isInstant = (at: number): boolean => Number.isInteger(at) && Math.abs(at) <= 8.64e15

/** A code that is worth nothing any more is handed to nobody again. */
async function signedBefore(desk: Desk, id: string, asked: SignCoupons, coupons: Counted): Promise<SignAnswer> {
  const gone = await trying(() => desk.store.goneCoupons(desk.tenant, id))
  return { ok: true, batch: batchOf(desk, id, asked, coupons, new Set(gone)), known: true }
}

/** As they are handed on: codes by coupon, in the order in which they are numbered. */
function batchOf(
  { secrets }: Desk,
  batch: string,
  { offer, until }: SignCoupons,
  coupons: Counted,
  gone: ReadonlySet<number> = new Set(),
): CouponBatch {
  let next = 0
  const codes = coupons.map(([coupon, count]) => {
    const numbers = Array.from({ length: count }, () => next++).filter((n) => !gone.has(n))
    return [coupon, numbers.map((n) => signedCode(secrets, { batch, n }))] as const
  })
  return { id: batch, offer, validUntil: until, coupons: Object.fromEntries(codes) }
}

/** In hundredths, as everything is counted. */
export function limitsOf({ plan }: Desk, offer: string): SigningLimits {
  const { coupons = {} } = plan.policy
  const { budget, stock } = (Object.hasOwn(coupons, offer) && coupons[offer]) || {}
  return { ...(budget !== undefined && { budget: Math.round(budget * 100) }), ...(stock && { stock }) }
}
