import type { Pool } from 'pg'
import { postgres } from '../../../src/postgres.js'
import { tenant } from './rush.js'
import type { Kept } from './said-and-booked.js'

/** What a database holds of the market. */
export async function keptIn(pool: Pool): Promise<Kept> {
  const accounts = await postgres(pool).audit(tenant, null, 1_000)
  const { rows: coupons } = await pool.query<{ code: string; state: string }>(
    'select code, state from evenhanded.coupon where tenant = $1 order by code',
    [tenant],
  )
  const { rows: used } = await pool.query<{ name: string; used: string }>(
    'select name, used from evenhanded.counter where tenant = $1 order by name',
    [tenant],
  )
  return { accounts, coupons, used: Object.fromEntries(used.map(({ name, used }) => [name, Number(used)])) }
}
