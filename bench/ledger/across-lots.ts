import type { Pool } from 'pg'
import { compare, type Row } from '../compare.js'
import type { BenchDatabase } from './bench-database.js'
import { currency, memberId, members, tenant } from './members.js'
import { posting, spend } from './posts.js'
import { duration } from './rate.js'

const each = 5
const runs = 6
/** Milliseconds. */
const budget = 20

/** One spend that empties many lots. */
export async function acrossLots(db: BenchDatabase): Promise<readonly Row[]> {
  const thousand = await spender(db, members, 1_000)
  const four = await spender(db, members * 2, 4_000)
  const at = { unit: 'ms', ours: thousand }
  return [
    await compare({ ...at, name: 'spend across 1,000 lots', goal: 1, reference: budget }, 1),
    // Linear is four times as long; a naive one takes sixteen times.
    await compare(
      {
        unit: 'ms',
        ours: four,
        name: 'spend across 4,000 lots, across 1,000',
        goal: 6,
        reference: await spender(db, members * 3, 1_000),
      },
      1,
    ),
  ]
}

/** @param first the number of the first of some new members, who have so many lots of one point each */
async function spender(
  { one, storeOfOne }: BenchDatabase,
  first: number,
  lots: number,
): Promise<() => Promise<number>> {
  const fresh = Array.from({ length: each * runs }, (_, n) => memberId(first + n))
  await owning(one, fresh, lots)
  return () =>
    duration(
      posting(storeOfOne, () => [spend(fresh.pop() as string, lots)]),
      each,
    )
}

async function owning(db: Pool, subjects: readonly string[], lots: number): Promise<void> {
  await db.query(
    `insert into evenhanded.subject (tenant, id, version, erased, state) select $1, s, 0, false, '{}' from unnest($2::uuid[]) s`,
    [tenant, subjects],
  )
  await db.query(
    `insert into evenhanded.account (tenant, subject, currency, seq, balance, lots)
     select $1, s, $3, $4::int, $4::int, $4::int from unnest($2::uuid[]) s`,
    [tenant, subjects, currency, lots],
  )
  await db.query(
    `insert into evenhanded.lot (tenant, subject, currency, expires, seq, available, amount, remaining)
     select $1, s, $3, 4000000000000 + n % 500, n, 0, 1, 1 from unnest($2::uuid[]) s, generate_series(1, $4::int) n`,
    [tenant, subjects, currency, lots],
  )
  await db.query('analyze')
}
