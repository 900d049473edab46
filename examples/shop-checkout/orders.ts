import type { Order } from './catalogue.js'

/** An order, as the shop's backend has it. */
export interface OrderLine {
  readonly number: number
  /** CHF. */
  readonly total: number
  readonly points: number
  /** Epoch milliseconds. */
  readonly at: number
}

export type Placed = OrderLine | { readonly number?: undefined; readonly refused: string }

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
  if (!answer?.ok) return { refused: 'The shop could not be reached.' }
  return (await answer.json()) as OrderLine
}

export async function ordersOfMine(): Promise<readonly OrderLine[]> {
  const answer = await fetch('/shop-checkout/api/orders').catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as OrderLine[]) : []
}
