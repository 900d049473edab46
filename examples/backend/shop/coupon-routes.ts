import type { SignedCoupon, TrainedModel } from 'evenhanded/basket'
import { Hono } from 'hono'
import * as z from 'zod'
import { type CouponName, coupons } from '../../shop-checkout/coupons.js'
import type { Shop } from './open-shop.js'
import { whyEnded, whyNot } from './words.js'

const offer = 'goesWithIt'
const names = Object.keys(coupons) as CouponName[]
const day = 86_400_000

/** So many whole days from now, and what is left of today: coupons end with a day. */
const midnightIn = (days: number): number => (Math.ceil(Date.now() / day) + days) * day

/** Up to so many of each a till is given. */
const full = 12

const wanted = z.strictObject({ coupon: z.enum(names), key: z.uuid() })
/** `key`: the stock's id, and which of its requests this is. */
const refill = z.strictObject({ key: z.string().max(200), has: z.record(z.string(), z.int().min(0)) })
const typed = z.strictObject({ code: z.string().max(60) })

/**
 * What the pages need for coupons. Nobody says who they are here, and no basket is sent. In a real shop the till would
 * show that it is one; in this demo everybody may play it.
 */
export const couponRoutes = ({ server }: Shop, model: TrainedModel): Hono =>
  new Hono()
    .get('/goes-with', (c) =>
      c.body(model.bytes() as Uint8Array<ArrayBuffer>, 200, {
        'content-type': 'application/octet-stream',
        'cache-control': 'no-cache',
        etag: `"${model.checksum}"`,
      }),
    )
    .post('/coupons', async (c) => {
      const asked = wanted.safeParse(await c.req.json().catch(() => undefined))
      if (!asked.success) return c.json({ why: 'There is no such coupon.' }, 400)
      const { coupon, key } = asked.data
      const signed = await server.coupons.sign({
        ...{ offer, coupons: { [coupon]: 1 }, key: `web:${key}` },
        until: midnightIn(1),
      })
      if (!signed.ok) return c.json({ why: whyNot(signed.error) }, 409)
      const code = signed.batch.coupons[coupon]?.[0]
      if (!code) return c.json({ why: 'None is left.' }, 409)
      return c.json({ code, offer, coupon, validUntil: signed.batch.validUntil } satisfies SignedCoupon)
    })
    .post('/coupons/look', async (c) => {
      const asked = typed.safeParse(await c.req.json().catch(() => undefined))
      if (!asked.success) return c.json({ why: 'This is no code of ours.' }, 400)
      const looked = await server.coupons.look(asked.data.code)
      if (!looked.ok) return c.json({ why: whyNot(looked.error) }, 409)
      const { coupon, state } = looked.coupon
      if (state !== 'issued') return c.json({ why: whyEnded(state) }, 409)
      return coupon ? c.json({ coupon }) : c.json({ why: 'This code is for something else.' }, 409)
    })
    .post('/till/coupons', async (c) => {
      const asked = refill.safeParse(await c.req.json().catch(() => undefined))
      if (!asked.success) return c.json({ why: 'This is no till.' }, 400)
      const { key, has } = asked.data
      // What has gone is left out: a till shall have the others all the same.
      const { coupons: left } = await server.coupons.left(offer)
      const lacks = names.map((name) => [name, Math.min(full - (has[name] ?? 0), left[name] ?? full)] as const)
      const signed = await server.coupons.sign({
        offer,
        coupons: Object.fromEntries(lacks.filter(([, count]) => count > 0)),
        until: midnightIn(30),
        key: `till:${key}`,
      })
      return signed.ok ? c.json(signed.batch) : c.json({ why: whyNot(signed.error) }, 409)
    })
