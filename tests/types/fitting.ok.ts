import { couponStock, createFitting } from 'evenhanded/basket'
import { type BestFit, createClient, memory, type SignedCoupon } from 'evenhanded/client'
import { everything } from './everything.ok.js'

const fitting = createFitting({ program: everything, models: {}, coupons: couponStock(memory(), 'till') })
const client = createClient({ program: everything, touchpoint: 'till', fitting })
const offer = client.offer('tillCoupon')
const fit: BestFit | null = offer.fit
const result = await offer.accept()
const coupon: SignedCoupon | undefined = result.ok ? result.coupon : undefined
const taken = result.ok ? undefined : result.error.facts?.taken

export { coupon, fit, taken }
