import type { SignedCoupon } from 'evenhanded/basket'
import { createClient } from 'evenhanded/client'
import { type Order, total } from '../order.js'
import { shop } from '../program.js'
import { counts, fitting } from './stock.js'

/** `scanning` until it is paid; `paid` while there is a coupon to take or leave; then `done`. */
export type Stage = 'scanning' | 'paid' | 'done'

/** Without a server: nothing that this till sees can leave it. */
const meet = () => createClient({ program: shop, touchpoint: 'till', fitting })

let client = meet()
let stage: Stage = 'scanning'
let items: Order['items'] = []
let paidAt = 0
let coupon: SignedCoupon | null = null
/** Why there is no coupon, where there is none. */
let without = ''

export const customer = () => ({ client, stage, items, paidAt, coupon, without, sum: total(items, null, false) })

export type Customer = ReturnType<typeof customer>

const set = (next: Order['items']): void => {
  items = next.filter(({ count }) => count > 0)
  void client.observe(
    'basket',
    items.map(({ id }) => id),
  )
}

export const scan = (id: string): void =>
  set(
    items.some((item) => item.id === id)
      ? items.map((item) => (item.id === id ? { id, count: item.count + 1 } : item))
      : [...items, { id, count: 1 }],
  )

export const takeBack = (id: string): void =>
  set(items.map((item) => (item.id === id ? { id, count: item.count - 1 } : item)))

/** The coupon that fits, if one does and any is left: what the till proposes at the moment of payment. */
export const proposed = () => {
  const next = client.next()
  return next?.fit ? next : null
}

export function pay(): void {
  paidAt = Date.now()
  if (proposed()) {
    stage = 'paid'
    return
  }
  stage = 'done'
  const isOut = Object.values(counts()).every((count) => count === 0)
  without = isOut ? 'No coupon is left at this till.' : 'No coupon goes with this basket.'
}

/** It is out of the stock before it is on paper. */
export async function takeCoupon(): Promise<void> {
  const accepted = await proposed()?.accept({}, { by: 'button' })
  if (accepted?.ok && accepted.coupon) coupon = accepted.coupon
  else without = 'The last of these coupons has just gone.'
  stage = 'done'
}

export function leaveCoupon(): void {
  without = 'Without a coupon, as wished.'
  stage = 'done'
}

/** Everything of the one before is gone: what was seen lived in this client, and the client ends here. */
export async function nextCustomer(): Promise<void> {
  client.close()
  client = meet()
  stage = 'scanning'
  items = []
  coupon = null
  without = ''
  await client.ready
}
