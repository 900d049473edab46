import { createServer } from 'evenhanded/server'
import { shop } from '../../shop-checkout/program.js'
import type { Data } from '../data.js'

export const base = '/shop-checkout/evenhanded'

const serverFor = ({ store, secret }: Data) =>
  createServer({
    program: shop,
    // What all coupons that are out at one time may come to, in francs, and how many of the dear ones there are.
    policy: { coupons: { goesWithIt: { budget: 20_000, stock: { poles: 200 } } } },
    store,
    secrets: [secret],
    basePath: base,
  })

export type ShopServer = ReturnType<typeof serverFor>

/** What the shop's backend works with. */
export interface Shop {
  readonly server: ShopServer
  readonly db: Data['db']
}

export async function openShop(data: Data): Promise<Shop> {
  await data.db.exec(`create table if not exists shop_order (
    number int generated always as identity (start with 1001),
    subject uuid not null, acceptance uuid not null, total int not null, items jsonb not null,
    voucher boolean not null,
    at timestamptz not null default now(), primary key (subject, acceptance))`)
  return { server: serverFor(data), db: data.db }
}
