import { productOf } from './catalogue.js'
import type { GoesWith } from './coupons.js'

type Items = readonly { readonly id: string; readonly count: number }[]

/** What one order holds, as the page sends it and the shop's backend checks it. */
export interface Order {
  readonly items: Items
  /** The code of a coupon: from this page, or from a receipt of the till's. */
  readonly coupon?: string | undefined
  /** A voucher that points were turned into. */
  readonly voucher: boolean
}

/** Whether something that the coupon is for lies in the basket. */
export const isFor = ({ item }: GoesWith, items: Items): boolean => items.some(({ id }) => [item].flat().includes(id))

/** CHF. The page shows this sum, and the backend works it out again for itself. */
export function total(items: Items, coupon: GoesWith | null, voucher: boolean): number {
  const sum = items.reduce((all, { id, count }) => all + (productOf(id)?.price ?? 0) * count, 0)
  return Math.max(0, sum - (coupon && isFor(coupon, items) ? coupon.worth : 0) - (voucher ? 10 : 0))
}
