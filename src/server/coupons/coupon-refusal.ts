import type { Json } from '../../core/json.js'

/** By code: what happened and what to do. */
const words = {
  unknown_offer: 'There is no such offer, or it chooses among no coupons. Name one that says what it fits.',
  unknown_coupon: 'There is no such coupon. Use one that is declared, or was signed here.',
  unknown_batch: 'There is no such batch. Use the id of one that was signed, and is not long over.',
  bad_count: 'Coupons are signed in whole numbers, from 1 to 10,000 in a batch. Correct them, or sign several batches.',
  bad_instant: 'This instant is none, or past. Give epoch milliseconds to come.',
  over_budget:
    'That would cost more than the policy allows. Sign fewer, give back what nobody needs, or wait until it is over.',
  out_of_stock: 'There are not as many of it left. Sign fewer, give back what nobody needs, or wait until it is over.',
  id_reused: 'This key was used for something else. Make a new one for each batch.',
} as const

/** Why nothing was signed, given back or looked at. */
export interface CouponRefusal {
  /** Stable; branch on this. */
  readonly code: keyof typeof words
  readonly message: string
  readonly facts?: { readonly [name: string]: Json }
}

export const no = (code: CouponRefusal['code'], facts?: CouponRefusal['facts']) =>
  ({ ok: false, error: { code, message: words[code], ...(facts && { facts }) } }) as const
