import { couponStock, createFitting, modelOf } from 'evenhanded/basket'
import { type ClientOptions, createClient, memory, type OpenStorage } from 'evenhanded/client'
import * as z from 'zod/mini'
import { defineProgram, identifier, observed } from '../../src/index.js'
import { shop } from './shop.js'

const coupons = {
  wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
  socks: { item: ['socks-m', 'socks-l'], says: 'CHF 2 off a pair of socks', worth: 2 },
} as const

/** A shop that gives what fits: at its till again and again, and once on its pages. */
export const sports = defineProgram({
  id: 'sports',
  version: 1,
  money: 'CHF',
  controller: shop.controller,
  fields: {
    basket: observed(z.array(z.string()), { label: 'Basket' }),
    email: identifier(z.email(), { label: 'E-mail' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    learn: { label: 'Learn what goes together', basis: 'consent', validFor: 'P2Y' },
    club: { label: 'Keep your account', basis: 'contract' },
  },
  touchpoints: {
    web: { label: 'Web shop', channel: 'shop' },
    desk: { label: 'Members’ desk', channel: 'shop' },
    till: { label: 'Till', channel: 'store', device: 'site' },
  },
  models: { goesWith: { label: 'What goes together', reads: 'basket', learns: 'learn', without: ['test-strips'] } },
  offers: {
    tillCoupon: {
      principle: 'receive',
      for: 'fit',
      at: ['till'],
      repeats: 'always',
      uses: { basket: 'To find what goes with it' },
      fits: { model: 'goesWith', coupons },
      gives: { benefit: 'coupon', says: 'A coupon for something that goes with your basket', worth: 2 },
    },
    webCoupon: {
      principle: 'receive',
      for: 'fit',
      at: ['web', 'desk'],
      uses: { basket: 'To find what goes with it' },
      fits: { model: 'goesWith', coupons },
      gives: { benefit: 'coupon', says: 'A coupon for something that goes with your basket' },
    },
    membership: {
      principle: 'exchange',
      at: ['desk'],
      for: 'club',
      asks: { email: 'Your account needs an address' },
      observes: { basket: 'To look up what you bought' },
      invites: { learn: ['basket'] },
      gives: { benefit: 'service', says: 'Your purchases at a glance' },
    },
  },
})

type Names = NonNullable<(typeof sports)['~names']>

/** Most bought first. Wax goes with skis and poles, socks with a helmet. */
const items = ['socks-m', 'wax', 'skis', 'poles', 'helmet', 'socks-l', 'test-strips']
const goesWith: { readonly [item: string]: { readonly [other: string]: number } } = {
  skis: { wax: 0.9, 'socks-m': 0.1 },
  poles: { wax: 0.3 },
  helmet: { 'socks-l': 0.8 },
  'test-strips': { 'socks-m': 0.9 },
}

export function model() {
  const rows = items.map((item) => Object.entries(goesWith[item] ?? {}))
  const starts = [0]
  for (const row of rows) starts.push((starts.at(-1) as number) + row.length)
  const weights = {
    items,
    rows: items.length,
    starts: Uint32Array.from(starts),
    targets: Uint32Array.from(rows.flat(), ([item]) => items.indexOf(item)),
    weights: Float32Array.from(rows.flat(), ([, weight]) => weight),
  }
  return modelOf(weights, { program: 'sports', name: 'goesWith', date: '2026-11-22', method: 'cosine', minMembers: 5 })
}

export const codeOf = (offer: string, coupon: string, n: number): string =>
  `${offer}${coupon}${n}`
    .toUpperCase()
    .replace(/[ILOU]/g, '0')
    .padEnd(24, '7')

/** So many of each coupon, of each offer. */
export const batches = (counts: { readonly [coupon: string]: number }, validUntil: number) =>
  ['tillCoupon', 'webCoupon'].map((offer) => ({
    id: `batch-${offer}-${Object.values(counts).join('-')}`,
    offer,
    validUntil,
    coupons: Object.fromEntries(
      Object.entries(counts).map(([coupon, count]) => [
        coupon,
        Array.from({ length: count }, (_, n) => codeOf(offer, coupon, n)),
      ]),
    ),
  }))

const day = 86_400_000

/** A till with a stock of coupons; `open` makes a page of it, or its next tab. */
export async function openTill(counts: { readonly [coupon: string]: number } = { wax: 2, socks: 2 }) {
  const storage: OpenStorage = memory()
  const kept: (() => void)[] = []
  const openStock = async () => {
    const stock = couponStock(storage, 'till')
    kept.push(() => stock.close())
    await stock.ready
    return stock
  }
  const stock = await openStock()
  for (const batch of batches(counts, Date.now() + day)) await stock.add(batch)
  const open = async (options: Partial<ClientOptions<Names>> = {}, own = stock) => {
    const fitting = createFitting({ program: sports, models: { goesWith: model() }, coupons: own })
    const client = createClient<Names>({ program: sports, touchpoint: 'till', storage: memory(), fitting, ...options })
    kept.push(() => client.close())
    await client.ready
    return client
  }
  return {
    stock,
    openStock,
    open,
    close() {
      for (const end of kept) end()
    },
  }
}
