import type { SignedCoupon } from 'evenhanded/basket'
import { createClient } from 'evenhanded/client'
import { type Order, total } from '../order.js'
import { shop } from '../program.js'
import { counts, fitting } from './stock.js'

/** `scanning` until it is paid; `paid` while there is a coupon to take or leave; `taking` it; then `done`. */
export type Stage = 'scanning' | 'paid' | 'taking' | 'done'

/** Without a server: nothing that this till sees can leave it. */
const meet = () => createClient({ program: shop, touchpoint: 'till', fitting })

/** Whoever stands at the till. Their client is theirs alone, and ends with them. */
export interface Customer {
  readonly client: ReturnType<typeof meet>
  readonly stage: Stage
  readonly items: Order['items']
  /** Epoch milliseconds. */
  readonly paidAt: number
  readonly coupon: SignedCoupon | null
  /** Why there is no coupon, where there is none. */
  readonly without: string
}

const greet = (): Customer => ({
  client: meet(),
  stage: 'scanning',
  items: [],
  paidAt: 0,
  coupon: null,
  without: '',
})

let here = greet()

export const customer = (): Customer => here

/** CHF. */
export const sumOf = ({ items }: Customer): number => total(items, null, false)

const change = (what: Partial<Customer>): void => {
  here = { ...here, ...what }
}

function set(next: Order['items']): void {
  const items = next.filter(({ count }) => count > 0)
  change({ items })
  void here.client.observe(
    'basket',
    items.map(({ id }) => id),
  )
}

export const scan = (id: string): void =>
  set(
    here.items.some((item) => item.id === id)
      ? here.items.map((item) => (item.id === id ? { id, count: item.count + 1 } : item))
      : [...here.items, { id, count: 1 }],
  )

export const takeBack = (id: string): void =>
  set(here.items.map((item) => (item.id === id ? { id, count: item.count - 1 } : item)))

/** The coupon that fits, if one does and any is left: what the till proposes at the moment of payment. */
export const proposed = () => {
  const next = here.client.next()
  return next?.fit ? next : null
}

export function pay(): void {
  const paidAt = Date.now()
  if (proposed()) {
    change({ stage: 'paid', paidAt })
    return
  }
  const isOut = Object.values(counts()).every((count) => count === 0)
  const without = isOut ? 'No coupon is left at this till.' : 'No coupon goes with this basket.'
  change({ stage: 'done', paidAt, without })
}

/**
 * It is out of the stock before it is on paper, and that may take a moment: what comes of it is theirs who wanted it, and
 * of nobody who came meanwhile.
 */
export async function takeCoupon(): Promise<void> {
  const { client } = here
  const offer = proposed()
  change({ stage: 'taking' })
  const accepted = await offer?.accept({}, { by: 'button' })
  if (here.client !== client) return
  if (accepted?.ok && accepted.coupon) return change({ stage: 'done', coupon: accepted.coupon })
  const isGone = !accepted || (!accepted.ok && accepted.error.code === 'none_left')
  const without = isGone ? 'The last of these coupons has just gone.' : 'No coupon could be given just now.'
  change({ stage: 'done', without })
}

export const leaveCoupon = (): void => change({ stage: 'done', without: 'Without a coupon, as wished.' })

/** Everything of the one before is gone: what was seen lived in their client. */
export async function nextCustomer(): Promise<void> {
  here.client.close()
  here = greet()
  await here.client.ready
}
