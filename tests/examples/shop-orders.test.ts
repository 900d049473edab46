import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, memory } from 'evenhanded/client'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Data, openData } from '../../examples/backend/data.js'
import { base, openShop, type Shop } from '../../examples/backend/shop/open-shop.js'
import { orderRoutes } from '../../examples/backend/shop/order-routes.js'
import { shop as program } from '../../examples/shop-checkout/program.js'

// What the shop's backend does with the codes that an order brings: it hands in what it takes, and nothing else.

let folder: string
let data: Data
let shop: Shop

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenhanded-shop-'))
  data = await openData(folder, true)
  shop = await openShop(data)
})
afterAll(async () => {
  await data.close()
  await rm(folder, { recursive: true, force: true })
})

/** Somebody at the shop's own page. */
async function customer() {
  const app = new Hono()
    .all(`${base}/*`, ({ req }) => shop.server.fetch(req.raw))
    .route('/shop-checkout/api', orderRoutes(shop))
  let cookie = ''
  const fetch = async (url: string, { signal: _, keepalive: __, ...init }: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (cookie) headers.set('cookie', cookie)
    const response = await app.fetch(new Request(new URL(url, 'http://shop.example'), { ...init, headers }))
    for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? ''
    return response
  }
  const client = createClient({
    ...{ program, touchpoint: 'web', storage: memory(), fetch },
    server: `http://shop.example${base}`,
  })
  await client.ready
  const agreed = await client
    .offer('order')
    .accept({ name: 'Mara Muster', street: 'Dorfstrasse 1', place: '7500 St. Moritz', email: 'mara@mail.example' })
  if (!agreed.ok) throw new Error(agreed.error.message)
  const { id: acceptance } = await agreed.settled
  return {
    subject: client.snapshot().subject as string,
    async order(items: readonly string[], coupon?: string) {
      const body = JSON.stringify({
        ...{ acceptance, items: items.map((id) => ({ id, count: 1 })), voucher: false },
        ...(coupon !== undefined && { coupon }),
      })
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/shop-checkout/api/orders', { method: 'POST', headers, body })).json()
    },
  }
}

const until = Date.UTC(2100, 0, 1)

async function signed(coupon: string): Promise<string> {
  const made = await shop.server.coupons.sign({
    ...{ offer: 'goesWithIt', coupons: { [coupon]: 1 }, until },
    key: `test:${crypto.randomUUID()}`,
  })
  return made.ok ? (made.batch.coupons[coupon]?.[0] ?? '') : made.error.code
}

const stateOf = async (code: string) => {
  const looked = await shop.server.coupons.look(code)
  return looked.ok ? looked.coupon.state : looked.error.code
}

it('takes off what a coupon is worth, once, however often the order is sent', async () => {
  const code = await signed('wax')
  const mara = await customer()
  expect(await mara.order(['plaiv', 'wax'], code)).toMatchObject({ total: 209 })
  expect(await mara.order(['plaiv', 'wax'], code)).toMatchObject({ total: 209 })
  const reto = await customer()
  expect(await reto.order(['plaiv', 'wax'], code)).toMatchObject({
    coupon: true,
    why: 'This code was handed in before. Each is good once.',
  })
})

it('leaves a coupon as it is that nothing in the basket goes with', async () => {
  const code = await signed('poles')
  const mara = await customer()
  expect(await mara.order(['plaiv'], code)).toMatchObject({ coupon: true })
  expect(await stateOf(code)).toBe('issued')
})

it('leaves a member’s own voucher as it is: it is for something else', async () => {
  const mara = await customer()
  await mara.order(['diavolezza'])
  const redeemed = await shop.server.subject(mara.subject).redeem('voucher', { key: 'voucher:1' })
  const code = redeemed.ok ? (redeemed.outcome.coupon?.code ?? '') : redeemed.error.code
  const reto = await customer()
  expect(await reto.order(['plaiv', 'wax'], code)).toMatchObject({
    coupon: true,
    why: 'This code is for something else.',
  })
  expect(await stateOf(code)).toBe('issued')
})
