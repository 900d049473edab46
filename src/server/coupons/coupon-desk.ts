import { EvenhandedError } from '../../core/error.js'
import { recordOf } from '../../core/json.js'
import type { CouponSum, KeptBatch } from '../../ports/coupon-batches.js'
import { bad } from '../calls/call-shape.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { timeOf } from '../raffle/raffles.js'
import { type CouponRefusal, no } from './coupon-refusal.js'
import { type LookAnswer, lookAtCoupon } from './look-at-coupon.js'
import { limitsOf, type SignAnswer, type SignCoupons, signCoupons } from './sign-coupons.js'
import { numberSigned, readSignedCode } from './signed-code.js'

/** A batch of signed coupons as it stands. Instants are epoch milliseconds. */
export interface BatchStanding {
  readonly id: string
  readonly offer: string
  readonly signedAt: number
  readonly validUntil: number
  readonly coupons: {
    readonly [coupon: string]: {
      readonly signed: number
      readonly redeemed: number
      readonly givenBack: number
      /** Neither handed in nor given back: somebody, or a till, has them. */
      readonly out: number
    }
  }
}

/** What may still be signed of an offer; `null` where the policy sets no bound. */
export interface CouponsLeft {
  /** In the program's money. */
  readonly budget: number | null
  readonly coupons: { readonly [coupon: string]: number | null }
}

/** What the coupons of an offer that were signed in advance have cost, and what they may still cost. */
export interface CouponCost {
  readonly offer: string
  readonly coupon: string
  /** Handed in, since the beginning; `worth` in the program's money, as each was signed. */
  readonly redeemed: { readonly count: number; readonly worth: number }
  /** Not over yet, and neither handed in nor given back. */
  readonly out: { readonly count: number; readonly worth: number }
}

export type GiveBackAnswer =
  | {
      readonly ok: true
      /** How many came back just now; the others had been handed in or given back, or are over. */
      readonly returned: number
    }
  | { readonly ok: false; readonly error: CouponRefusal }

/**
 * Coupons for whoever it may be: signed in advance, for a till to hand out without asking, and handed in once with
 * `server.redeemCoupon`. They name nobody, and nobody is made by them. What is out of an offer, with what was handed in,
 * stays within `policy.coupons`.
 */
export interface CouponDesk<Offer extends string = string> {
  /**
   * Signs a batch for a till to keep. Refusals: `unknown_offer`, `unknown_coupon`, `bad_count`, `bad_instant`;
   * `over_budget`, `out_of_stock`, each with what is left; `id_reused`. The same key again gives the same codes, as far as
   * they were neither handed in nor given back: so it names the stock that keeps them (`couponStock`'s `id`). A till that
   * was emptied has another, and gets other codes than those that it may have handed out before.
   *
   * @example
   * const until = Date.UTC(2027, 1, 1)
   * const stock = '7f1c0f9e' // the id of the till's stock, as the till sent it
   * const key = `${stock}/2027-01-31`
   * const signed = await server.coupons.sign({ offer: 'tillCoupon', coupons: { wax: 100 }, until, key })
   * if (signed.ok) console.log(signed.batch.coupons.wax?.[0]) // '4T0B9QXR7K2M…'
   */
  sign(asked: SignCoupons<Offer>): Promise<SignAnswer>
  /**
   * Takes back codes of a batch that nobody holds: those that a till had left (`couponStock`'s `giveUp`). They are worth
   * nothing from now on, and what they would have cost can be signed again. `{ all: true }` takes back whatever was not
   * handed in, for a till that was lost or stolen: **what it handed out to people is worth nothing then either**, for
   * the server can't know what that was. Refusals: `unknown_batch`; `unknown_coupon` where a code is not of this batch:
   * then none comes back. Safe to do again.
   *
   * @throws EvenhandedError `bad_call` where neither is said
   *
   * @example
   * const codes = ['4T0B9QXR7K0012M7YB3CKQ5D'] // what `await stock.giveUp('4T0B9QXR7K')` told at the till
   * const said = await server.coupons.giveBack('4T0B9QXR7K', codes)
   */
  giveBack(batch: string, which: readonly string[] | { readonly all: true }): Promise<GiveBackAnswer>
  /**
   * What a code is good for, and whether it still is, without handing it in; of a coupon that was issued to somebody as
   * well. Refusal: `unknown_coupon`.
   */
  look(code: string): Promise<LookAnswer>
  /** The batches that are not over, the next to end first; at most 100, from the one behind `after` on. */
  list(page?: { readonly after?: Pick<BatchStanding, 'id' | 'validUntil'> }): Promise<readonly BatchStanding[]>
  /** @throws EvenhandedError `bad_offer` where the program has none of this name that chooses among coupons */
  left(offer: Offer): Promise<CouponsLeft>
  /** For the books: what all of them have cost, and may still. */
  costs(): Promise<readonly CouponCost[]>
}

const page = 100

export function couponDesk(desk: Desk): CouponDesk {
  const { store, tenant, clock, secrets, plan } = desk
  return {
    sign: (asked) => signCoupons(desk, asked),
    async giveBack(batch, which) {
      const codes = namedIn(which)
      const numbers = codes?.map((code) => numberSigned(secrets, readSignedCode(code) ?? ''))
      const strange = numbers?.findIndex((one) => one?.batch !== batch) ?? -1
      if (strange >= 0) return no('unknown_coupon', { code: String(codes?.[strange]) })
      const these = numbers?.flatMap((one) => one?.n ?? []) ?? null
      const returned = await trying(() => store.returnCoupons(tenant, batch, these, clock?.()))
      return returned === null ? no('unknown_batch') : { ok: true, returned }
    },
    look: (code) => lookAtCoupon(desk, code),
    async list({ after } = {}) {
      const endAfter = await timeOf(desk)
      const kept = await trying(() => store.couponBatches(tenant, { endAfter, after: after ?? null, limit: page }))
      return kept.map(standingOf)
    },
    async left(offer) {
      const fits = Object.hasOwn(plan.program.offers, offer) ? plan.program.offers[offer]?.fits : undefined
      if (!fits) throw new EvenhandedError('bad_offer', `There is no offer ${offer} that chooses among coupons.`)
      const { budget, stock = {} } = limitsOf(desk, offer)
      const sums = await trying(() => store.couponSums(tenant, offer, clock?.()))
      const used = (coupon: string) => sums.find((one) => one.coupon === coupon)
      const spent = sums.reduce((sum, { redeemedWorth, outWorth }) => sum + redeemedWorth + outWorth, 0)
      const left = Object.keys(fits.coupons).map((coupon) => {
        const { redeemed = 0, out = 0 } = used(coupon) ?? {}
        const most = Object.hasOwn(stock, coupon) ? stock[coupon] : undefined
        return [coupon, most === undefined ? null : Math.max(0, most - redeemed - out)] as const
      })
      return { budget: budget === undefined ? null : Math.max(0, budget - spent) / 100, coupons: recordOf(left) }
    },
    costs: async () => (await trying(() => store.couponSums(tenant, undefined, clock?.()))).map(costOf),
  }
}

/** `null` for all of them, which is never meant by leaving something out: people hold some. */
function namedIn(which: readonly string[] | { readonly all: true }): readonly string[] | null {
  if (Array.isArray(which)) return which
  if ((which as { readonly all?: unknown } | null | undefined)?.all === true) return null
  throw bad('giveBack', 'names no codes, nor { all: true }')
}

const standingOf = ({ id, offer, signedAt, validUntil, parts }: KeptBatch): BatchStanding => ({
  ...{ id, offer, signedAt, validUntil },
  coupons: recordOf(
    parts.map(({ coupon, count: signed, redeemed, returned: givenBack }) => [
      coupon,
      { signed, redeemed, givenBack, out: signed - redeemed - givenBack },
    ]),
  ),
})

const costOf = ({ offer, coupon, redeemed, redeemedWorth, out, outWorth }: CouponSum): CouponCost => ({
  ...{ offer, coupon },
  redeemed: { count: redeemed, worth: redeemedWorth / 100 },
  out: { count: out, worth: outWorth / 100 },
})
