import { type Coupons, createFitting, type SignedCoupon } from 'evenhanded/basket'
import { coupons } from './coupons.js'
import { learned } from './learned.js'
import { shop } from './program.js'

let left: readonly string[] = Object.keys(coupons)
const listeners = new Set<() => void>()

/** This page has a connection: it fetches one coupon when somebody takes it. */
const fromTheShop: Coupons = {
  left: () => left,
  async take(_offer, coupon) {
    const taken = await fetchCoupon(coupon)
    if (!taken) {
      left = left.filter((name) => name !== coupon)
      for (const listener of listeners) listener()
    }
    return taken
  },
  subscribe(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/** The shop hears which coupon is taken, and not by whom or for what: without the cookie, and without the basket. */
async function fetchCoupon(coupon: string): Promise<SignedCoupon | null> {
  const answer = await fetch('/shop-checkout/api/coupons', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ coupon, key: crypto.randomUUID() }),
  }).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as SignedCoupon) : null
}

export const fitting = createFitting({ program: shop, coupons: fromTheShop })

/** Until it is here, and where it can't be had, nothing is proposed. */
void learned().then((model) => {
  if (model.ok) fitting.use('goesWith', model.value)
})
