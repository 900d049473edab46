import type { BestFit } from '../../core/decision/best-fit.js'
import { eligible, fittingCoupon } from '../../core/decision/fitting-coupon.js'
import { inForce } from '../../core/subject/consent.js'
import type { Loaded } from '../../ports/store.js'
import { opened } from '../calls/opened.js'
import type { Desk } from '../desk.js'
import { basketsIn } from './baskets-in.js'

/** By code: what happened and what to do. */
const words = {
  unknown_offer: 'There is no such offer, or it chooses among no coupons. Name one that says what it fits.',
  no_model: 'This server was given no such model. Train it, and give it to createServer as one of its models.',
  no_ground:
    'What they bought may not be looked at for this. Suggest nothing by it; a till may go by the basket alone.',
  nothing_fits: 'None of the coupons that are left fits. Suggest nothing.',
} as const

/** Why nobody is told what fits. */
export interface FitRefusal {
  /** Stable; branch on this. */
  readonly code: keyof typeof words
  readonly message: string
}

export type FitAnswer =
  | { readonly ok: true; readonly fit: BestFit }
  | { readonly ok: false; readonly error: FitRefusal }

export interface FitOptions {
  /** What lies in their basket now: items by their ids. */
  readonly basket?: readonly string[]
  /** The coupons of which there are any; all of the offer's unless said. */
  readonly left?: readonly string[]
}

const no = (code: FitRefusal['code']): FitAnswer => ({ ok: false, error: { code, message: words[code] } })

/** The coupon that fits what a member bought, as far as it may be looked at, with what they buy now. */
export async function fitFor(
  desk: Desk,
  { id, key, subject, now }: Loaded,
  offer: string,
  { basket = [], left }: FitOptions,
): Promise<FitAnswer> {
  const { program } = desk.plan
  const fits = Object.hasOwn(program.offers, offer) ? program.offers[offer]?.fits : undefined
  if (!fits) return no('unknown_offer')
  const [model, declared] = [desk.models[fits.model], program.models[fits.model]]
  if (!model || !declared) return no('no_model')
  const { reads, suggests, without } = declared
  const mayBe = suggests !== undefined && inForce(program, subject, reads, suggests, desk.clock?.() ?? now)
  if (id === null || !mayBe) return no('no_ground')
  const { values } = (await opened(desk, { id, key }, subject, [reads])).subject
  if (Object.hasOwn(values, reads)) desk.uses.count(id, reads, suggests, `fit:${offer}`)
  const seen = [...basketsIn(values[reads]), ...basketsIn(basket)].flat()
  const may = eligible(fits.coupons, { ...(left && { left }), ...(without && { without }) })
  const fit = fittingCoupon(may, model, [...new Set(seen)])
  return fit ? { ok: true, fit } : no('nothing_fits')
}
