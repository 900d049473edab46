import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import type { Act } from './rate.js'

/** One call of the barest function. */
export const bareAward =
  (pool: Pool, member: () => string): Act =>
  async () => {
    const { rows } = await pool.query('select bare.award($1, $2, $3) as after', [member(), randomUUID(), 100])
    if (!(Number(rows[0]?.after) > 0)) throw new Error('The bare award was not booked')
  }

/** The same function over as many rows in one call. */
export const bareBatch =
  (pool: Pool, size: number, member: () => string): Act =>
  async () => {
    const values = [Array.from({ length: size }, member), Array.from({ length: size }, () => randomUUID())]
    const { rows } = await pool.query(
      'select count(bare.award(a.account, a.id, 100)) as n from unnest($1::uuid[], $2::uuid[]) a (account, id)',
      values,
    )
    if (Number(rows[0]?.n) !== size) throw new Error('A bare batch was not booked')
  }
