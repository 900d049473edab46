import type { Pool } from 'pg'

/** When all that is made here ends: never, as far as tests go. */
const ends = 9_000_000_000_000

/** So many other members of a tenant, each with an account, a lot, an award and a line in the log; some with a coupon. */
export async function many(pool: Pool, tenant: string, count: number): Promise<void> {
  const state = '{"known":{},"grounds":{},"offers":{},"paid":{},"objected":{},"suspended":{},"erasedAt":null}'
  const each = (into: string, columns: string, values: string, every = 1) =>
    pool.query(
      `insert into evenhanded.${into} (tenant, ${columns})
       select $1, ${values} from generate_series(1, ${count}, ${every}) n, lateral (select md5('member ' || n)::uuid) m (id)`,
      [tenant],
    )
  await each('subject', 'id, version, erased, state', `m.id, 1, false, '${state}'`)
  await each('login', 'login, subject', `md5('login ' || n), m.id`, 5)
  await each('account', 'subject, currency, seq, balance, lots', `m.id, 'coins', 1, 7, 1`)
  await each(
    'lot',
    'subject, currency, expires, seq, available, amount, remaining',
    `m.id, 'coins', ${ends} + n, 1, 0, 7, 7`,
  )
  await each(
    'transfer',
    'subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, available, expires',
    `m.id, md5('key ' || n)::uuid, 0, 'coins', 1, 'award', 7, 7, n, 'order:' || n, 'hash', '{}', 0, ${ends} + n`,
  )
  await each(
    'log',
    'subject, version, cmd, hash, answer, body, at',
    `m.id, 1, md5('cmd ' || n)::uuid, 'hash', '{}', '[]', n`,
  )
  await each(
    'coupon',
    'code, subject, key, reward, issued, valid_until, state',
    `'code ' || n, m.id, md5('coupon ' || n)::uuid, 'tea', n, ${ends}, 'issued'`,
    5,
  )
  await each('counter', 'name, used', `'counter ' || n, 1`, 5)
}

/** A new member with so many lots of one point, of which each ends a little later. Returns their id. */
export async function lotsFor(
  pool: Pool,
  { tenant, currency, count }: { readonly tenant: string; readonly currency: string; readonly count: number },
): Promise<string> {
  const id = crypto.randomUUID()
  const state = '{"known":{},"grounds":{},"offers":{},"paid":{},"objected":{},"suspended":{},"erasedAt":null}'
  await pool.query(
    `with person as (
      insert into evenhanded.subject (tenant, id, version, erased, state) values ($1, $2::uuid, 0, false, $5)
    ), account as (
      insert into evenhanded.account (tenant, subject, currency, seq, balance, lots) values ($1, $2::uuid, $3, $4::int, $4::int, $4::int)
    ), lot as (
      insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
      select $1, $2::uuid, $3, ${ends} + n, n, 0, 1, 1 from generate_series(1, $4::int) n
    )
    insert into evenhanded.transfer (
      tenant, subject, key, leg, currency, seq, kind, amount, balance_after, at, reason, hash, answer, available, expires
    )
    select $1, $2::uuid, md5('of ' || $2::text || n)::uuid, 0, $3, n, 'award', 1, n, n, 'order:' || n, 'hash', '{}', 0, ${ends} + n
    from generate_series(1, $4::int) n`,
    [tenant, id, currency, count, state],
  )
  return id
}
