import type { Coupon, Order, Receipt } from '../../loyalty-desk/card.js'
import type { Data } from '../data.js'

const tables = `
  create table if not exists desk_receipt (
    number int generated always as identity (start with 1001),
    subject uuid not null, key uuid not null, cents int not null, at bigint not null,
    returned boolean not null default false, primary key (subject, key));
  create table if not exists desk_order (
    number int generated always as identity (start with 501),
    subject uuid not null, key uuid not null, grains int not null, until bigint not null,
    state text not null default 'open', primary key (subject, key));
  create table if not exists desk_coupon (
    code text primary key, subject uuid not null, key uuid not null, reward text not null,
    valid_until bigint not null, state text not null default 'issued', at bigint not null)`

/** The last so many that a page shows. */
const shown = 5

/** What the bakery writes down for itself: receipts, orders, and which coupon is whose. Points stand in the ledger. */
export interface Journal {
  /** The same key once more is the same receipt. */
  ring(
    subject: string,
    purchase: { key: string; cents: number; at: number },
  ): Promise<Pick<Receipt, 'number' | 'cents'>>
  returned(subject: string, receipt: number): Promise<void>
  order(subject: string, order: { key: string; grains: number; until: number }): Promise<Order>
  /** `refused` ones never were. */
  settle(subject: string, order: number, state: Order['state'] | 'refused'): Promise<void>
  keep(subject: string, coupon: Coupon): Promise<void>
  ended(code: string, state: 'redeemed' | 'void'): Promise<void>
  coupon(subject: string, code: string): Promise<Coupon | undefined>
  of(subject: string): Promise<Written>
}

/** The latest of each, newest first. */
export interface Written {
  readonly receipts: readonly Receipt[]
  readonly orders: readonly Order[]
  readonly coupons: readonly Coupon[]
}

export async function openJournal({ db }: Pick<Data, 'db'>): Promise<Journal> {
  await db.exec(tables)
  const all = async <Row>(sql: string, values: readonly unknown[]) => (await db.query<Row>(sql, [...values])).rows
  const orders = 'select number, grains, until::float8 as until, state from desk_order where subject = $1'
  const coupons = `select code, key, reward, valid_until::float8 as "validUntil", state, at::float8 as at
    from desk_coupon where subject = $1`
  return {
    async ring(subject, { key, cents, at }) {
      const values = [subject, key, cents, at]
      await all(
        'insert into desk_receipt (subject, key, cents, at) values ($1, $2, $3, $4) on conflict do nothing',
        values,
      )
      const [row] = await all<Receipt>('select number, cents from desk_receipt where subject = $1 and key = $2', [
        subject,
        key,
      ])
      return row as Receipt
    },
    async returned(subject, receipt) {
      await all('update desk_receipt set returned = true where subject = $1 and number = $2', [subject, receipt])
    },
    async order(subject, { key, grains, until }) {
      const values = [subject, key, grains, until]
      await all(
        'insert into desk_order (subject, key, grains, until) values ($1, $2, $3, $4) on conflict do nothing',
        values,
      )
      return (await all<Order>(`${orders} and key = $2`, [subject, key]))[0] as Order
    },
    async settle(subject, order, state) {
      await all('update desk_order set state = $3 where subject = $1 and number = $2', [subject, order, state])
    },
    async keep(subject, { code, key, reward, validUntil, at }) {
      const values = [code, subject, key, reward, validUntil, at]
      await all(
        `insert into desk_coupon (code, subject, key, reward, valid_until, at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing`,
        values,
      )
    },
    async ended(code, state) {
      await all('update desk_coupon set state = $2 where code = $1', [code, state])
    },
    async coupon(subject, code) {
      return (await all<Coupon>(`${coupons} and code = $2`, [subject, code]))[0]
    },
    async of(subject) {
      const receipts = `select number, cents, at::float8 as at, returned from desk_receipt where subject = $1
        order by number desc limit ${shown}`
      return {
        receipts: await all<Receipt>(receipts, [subject]),
        orders: await all<Order>(`${orders} and state <> 'refused' order by number desc limit ${shown}`, [subject]),
        coupons: await all<Coupon>(`${coupons} order by at desc limit ${shown}`, [subject]),
      }
    },
  }
}
