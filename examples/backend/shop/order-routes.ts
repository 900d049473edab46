import { Hono } from 'hono'
import * as z from 'zod'
import { products } from '../../shop-checkout/catalogue.js'
import { couponOf, type GoesWith } from '../../shop-checkout/coupons.js'
import { isFor, type Order, total } from '../../shop-checkout/order.js'
import type { Account, OrderLine } from '../../shop-checkout/orders.js'
import type { Shop } from './open-shop.js'
import { whyNot } from './words.js'

const ordered = z.strictObject({
  /** The acceptance that it rests on: one acceptance is one order, however often it is sent. */
  acceptance: z.uuid(),
  items: z
    .array(z.strictObject({ id: z.enum(products.map(({ id }) => id)), count: z.int().min(1).max(20) }))
    .min(1)
    .max(products.length),
  coupon: z.string().max(60).optional(),
  voucher: z.boolean(),
})

const columns = 'number, total, total as points, (extract(epoch from at) * 1000)::float8 as at'

/** Orders: the shop's backend works the sum out for itself, and it alone gives points. */
export function orderRoutes({ server, db }: Shop): Hono {
  /** Points that were turned into vouchers, less those that an order has used. */
  async function vouchers(subject: string): Promise<number> {
    const lines = await server.subject(subject).statement('bonus', { limit: 1000 })
    const { rows } = await db.query<{ used: number }>(
      'select count(*)::int as used from shop_order where subject = $1 and voucher',
      [subject],
    )
    return lines.filter(({ kind }) => kind === 'redeem').length - (rows[0]?.used ?? 0)
  }

  async function placed(subject: string, acceptance: string): Promise<OrderLine | undefined> {
    const { rows } = await db.query<OrderLine>(
      `select ${columns} from shop_order where subject = $1 and acceptance = $2`,
      [subject, acceptance],
    )
    return rows[0]
  }

  /** The items of each order. */
  async function bought(subject: string): Promise<string[][]> {
    const { rows } = await db.query<{ items: Order['items'] }>(
      'select items from shop_order where subject = $1 order by number',
      [subject],
    )
    return rows.map(({ items }) => items.map(({ id }) => id))
  }

  /** Hands the coupon in, once for this order however often it is sent; one that is for nothing in the basket is left. */
  async function handIn(
    code: string,
    items: Order['items'],
    acceptance: string,
  ): Promise<{ readonly coupon: GoesWith } | { readonly why: string }> {
    const looked = await server.coupons.look(code)
    if (!looked.ok) return { why: whyNot(looked.error) }
    // A member's own voucher, say: it is left as it is.
    const coupon = looked.coupon.offer === 'goesWithIt' ? couponOf(looked.coupon.coupon) : null
    if (!coupon) return { why: 'This code is for something else.' }
    if (!isFor(coupon, items)) return { why: 'Nothing in your basket goes with this coupon.' }
    const key = `order:${acceptance}`
    const handed = await server.redeemCoupon(code, { key, reason: key })
    return handed.ok ? { coupon } : { why: whyNot(handed.error) }
  }

  return new Hono()
    .get('/orders', async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      if (!subject) return c.json({ orders: [], vouchers: 0 } satisfies Account)
      const { rows } = await db.query<OrderLine>(
        `select ${columns} from shop_order where subject = $1 order by number desc`,
        [subject],
      )
      return c.json({ orders: rows, vouchers: await vouchers(subject) } satisfies Account)
    })
    .post('/orders', async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      const order = ordered.safeParse(await c.req.json().catch(() => undefined))
      if (!subject || !order.success) return c.json({ why: 'This is not an order.' }, 400)
      const member = server.subject(subject)
      if (!(await member.read('street', 'delivery'))) return c.json({ why: 'We do not know where to send it.' }, 409)
      const { acceptance, items, coupon: code } = order.data
      const handed = code === undefined ? { coupon: null } : await handIn(code, items, acceptance)
      if ('why' in handed) return c.json({ why: handed.why, coupon: true }, 409)
      const voucher = order.data.voucher && (await vouchers(subject)) > 0
      await db.query(
        `insert into shop_order (subject, acceptance, total, items, voucher) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [subject, acceptance, total(items, handed.coupon, voucher), JSON.stringify(items), voucher],
      )
      const line = await placed(subject, acceptance)
      if (!line) return c.json({ why: 'The order was not kept.' }, 500)
      const reason = `order:${line.number}`
      const seen = await member.observe('basket', await bought(subject), { reason, key: `${reason}:basket` })
      if (!seen.ok) return c.json({ why: seen.error.message }, 500)
      const award = await member.award({ points: { bonus: line.total }, reason, key: reason })
      return award.ok ? c.json(line) : c.json({ why: award.error.message }, 500)
    })
}
