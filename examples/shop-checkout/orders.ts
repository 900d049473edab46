import { client } from './client.js'
import type { Order } from './order.js'

/** An order, as the shop's backend has it. */
export interface OrderLine {
  readonly number: number
  /** CHF. */
  readonly total: number
  readonly points: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** What the shop's backend has of one person. */
export interface Account {
  readonly orders: readonly OrderLine[]
  /** Vouchers that points were turned into, and that no order has used yet. */
  readonly vouchers: number
}

let account: Account = { orders: [], vouchers: 0 }

export const orders = (): readonly OrderLine[] => account.orders
export const voucherCount = (): number => account.vouchers

export type Placed =
  | (OrderLine & { readonly refused?: undefined })
  /** `coupon` where that alone was in the way. */
  | { readonly number?: undefined; readonly refused: string; readonly coupon?: boolean }

interface Refused {
  readonly why?: string
  readonly coupon?: boolean
}

/**
 * The shop's own backend takes the order; who orders, it knows from the session that the exchange began.
 *
 * @param acceptance the id of the accepted offer: sent twice, it is still one order
 */
export async function placeOrder(order: Order, acceptance: string): Promise<Placed> {
  const answer = await fetch('/shop-checkout/api/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...order, acceptance }),
  }).catch(() => undefined)
  if (answer?.ok) return (await answer.json()) as OrderLine
  const { why, coupon = false } = ((await answer?.json().catch(() => undefined)) ?? {}) as Refused
  return { refused: why ?? 'The shop could not be reached.', coupon }
}

/** Nothing is asked of the shop's backend before somebody is known there. */
export async function loadAccount(): Promise<void> {
  const known = client.snapshot().subject !== null
  const answer = known ? await fetch('/shop-checkout/api/orders').catch(() => undefined) : undefined
  account = answer?.ok ? ((await answer.json()) as Account) : { orders: [], vouchers: 0 }
}
