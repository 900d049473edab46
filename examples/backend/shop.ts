import { Hono } from 'hono'
import type { Data } from './data.js'
import { couponRoutes } from './shop/coupon-routes.js'
import { learn } from './shop/learn.js'
import { base, openShop } from './shop/open-shop.js'
import { orderRoutes } from './shop/order-routes.js'

/** The shop's backend: it has learned what goes together before it takes the first order. */
export async function shopBackend(data: Data): Promise<Hono> {
  const shop = await openShop(data)
  const model = await learn(shop.server)
  return new Hono()
    .all(`${base}/*`, ({ req }) => shop.server.fetch(req.raw))
    .route('/shop-checkout/api', orderRoutes(shop))
    .route('/shop-checkout/api', couponRoutes(shop, model))
}
