import { createServer } from 'evenhanded/server'
import { Hono } from 'hono'
import * as z from 'zod'
import { products, total } from '../shop-checkout/catalogue.js'
import type { Account, OrderLine } from '../shop-checkout/orders.js'
import { shop } from '../shop-checkout/program.js'
import type { Data } from './data.js'

const base = '/shop-checkout/evenhanded'

const ordered = z.strictObject({
  /** The acceptance that it rests on: one acceptance is one order, however often it is sent. */
  acceptance: z.uuid(),
  items: z
    .array(z.strictObject({ id: z.enum(products.map(({ id }) => id)), count: z.int().min(1).max(20) }))
    .min(1)
    .max(products.length),
  coupon: z.boolean(),
  voucher: z.boolean(),
})

/** The shop's backend: it works the sum out for itself, and it alone gives points. */
export async function shopBackend({ db, store, secret }: Data): Promise<Hono> {
  const server = createServer({ program: shop, store, secrets: [secret], basePath: base })
  await db.exec(`create table if not exists shop_order (
    number int generated always as identity (start with 1001),
    subject uuid not null, acceptance uuid not null, total int not null, items jsonb not null,
    voucher boolean not null,
    at timestamptz not null default now(), primary key (subject, acceptance))`)
  const columns = 'number, total, total as points, (extract(epoch from at) * 1000)::float8 as at'

  /** Points that were turned into vouchers, less those that an order has used. */
  async function vouchers(subject: string): Promise<number> {
    const lines = await server.subject(subject).statement('bonus', { limit: 1000 })
    const { rows } = await db.query<{ used: number }>(
      'select count(*)::int as used from shop_order where subject = $1 and voucher',
      [subject],
    )
    return lines.filter(({ kind }) => kind === 'redeem').length - (rows[0]?.used ?? 0)
  }

  return new Hono()
    .all(`${base}/*`, ({ req }) => server.fetch(req.raw))
    .get('/shop-checkout/api/orders', async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      if (!subject) return c.json({ orders: [], vouchers: 0 } satisfies Account)
      const { rows } = await db.query<OrderLine>(
        `select ${columns} from shop_order where subject = $1 order by number desc`,
        [subject],
      )
      return c.json({ orders: rows, vouchers: await vouchers(subject) } satisfies Account)
    })
    .post('/shop-checkout/api/orders', async (c) => {
      const subject = await server.subjectOf(c.req.raw)
      const order = ordered.safeParse(await c.req.json().catch(() => undefined))
      if (!subject || !order.success) return c.json({ why: 'This is not an order.' }, 400)
      const member = server.subject(subject)
      if (!(await member.read('street', 'delivery'))) return c.json({ why: 'We do not know where to send it.' }, 409)
      const { acceptance, items, coupon } = order.data
      const voucher = order.data.voucher && (await vouchers(subject)) > 0
      await db.query(
        `insert into shop_order (subject, acceptance, total, items, voucher) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [subject, acceptance, total({ items, coupon, voucher }), JSON.stringify(items), voucher],
      )
      const { rows } = await db.query<OrderLine>(
        `select ${columns} from shop_order where subject = $1 and acceptance = $2`,
        [subject, acceptance],
      )
      const placed = rows[0]
      if (!placed) return c.json({ why: 'The order was not kept.' }, 500)
      const reason = `order:${placed.number}`
      const award = await member.award({ points: { bonus: placed.total }, reason, key: reason })
      return award.ok ? c.json(placed) : c.json({ why: award.error.message }, 500)
    })
}
