import { type CouponBatch, couponStock, createFitting } from 'evenhanded/basket'
import { indexedDb } from 'evenhanded/client'
import { coupons } from '../coupons.js'
import { shop } from '../program.js'
import { isConnected } from './connection.js'

/** The coupons that the server has signed for this till: each is written off in its storage before it is printed. */
export const stock = couponStock(indexedDb('strict'), 'till')

export const fitting = createFitting({ program: shop, coupons: stock })

/** How many of each are left here. */
export const counts = (): { readonly [coupon: string]: number } => stock.counts('goesWithIt')

/** Below so many of one, the till asks for a new batch as soon as it can. */
const few = 4

let refilling: Promise<void> | undefined

/** One at a time: whoever asks meanwhile waits for the same batch. */
export function refill(): Promise<void> {
  refilling ??= fetchBatch().finally(() => {
    refilling = undefined
  })
  return refilling
}

async function fetchBatch(): Promise<void> {
  const has = counts()
  if (!stock.id || !isConnected() || Object.keys(coupons).every((name) => (has[name] ?? 0) >= few)) return
  const answer = await fetch('/shop-checkout/api/till/coupons', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: wanted(stock.id, has),
  }).catch(() => undefined)
  // Without an answer it may have been signed all the same: the same words again bring the same batch.
  if (!answer || answer.status >= 500) return
  if (answer.ok && !(await stock.add((await answer.json()) as CouponBatch)).ok) return
  localStorage.removeItem(asking)
}

const asking = 'till-refill'

/** What was asked for and never arrived, as it was asked; else something new. It tells how many there are, and of nobody. */
function wanted(id: string, has: { readonly [coupon: string]: number }): string {
  const before = localStorage.getItem(asking)
  if (before?.includes(`"key":"${id}/`)) return before
  const now = JSON.stringify({ key: `${id}/${crypto.randomUUID()}`, has })
  localStorage.setItem(asking, now)
  return now
}
