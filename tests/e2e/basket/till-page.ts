import { couponQr, couponReceipt, couponStock, createFitting, loadModel, type SignedCoupon } from 'evenhanded/basket'
import { createClient, indexedDb } from 'evenhanded/client'
import { till } from '../../basket/coupons/till.js'

// What the page of a till would do, and all of it within reach of the test.
const stock = couponStock(indexedDb('strict'), 'till')
const fitting = createFitting({ program: till, coupons: stock })
const client = createClient({ program: till, touchpoint: 'till', fitting })

const loaded = loadModel('/goes-with.model', { program: till.id, name: 'goesWith' }).then((model) => {
  if (model.ok) fitting.use('goesWith', model.value)
  return model.ok
})

/** The till as its clerk sees it after a basket was scanned. */
async function scan(basket: readonly string[]) {
  await client.observe('basket', [...basket])
  const next = client.next()
  return next && { offer: next.id, fit: next.fit, says: next.gives[0]?.says, worth: next.gives[0]?.worth }
}

/** What comes out of the printer. */
async function print(): Promise<{ readonly coupon: SignedCoupon; readonly paper: readonly string[] } | string> {
  const given = await client.offer('tillCoupon').accept()
  if (!given.ok) return given.error.code
  const { coupon } = given
  if (!coupon) return 'without a coupon'
  return { coupon, paper: [...couponReceipt(coupon, { program: till }), ...couponQr(coupon.code).rows] }
}

const counter = {
  ...{ stock, client, scan, print },
  ready: Promise.all([stock.ready, client.ready, loaded]),
}

declare global {
  interface Window {
    till: typeof counter
    /** Of the test's own: what was handed out is told to it before anything else happens. */
    handedOut?: (code: string) => Promise<void>
  }
}

window.till = counter
