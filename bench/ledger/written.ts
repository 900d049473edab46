import type { Pool } from 'pg'
import { compare, type Row } from '../compare.js'
import { bareAward } from './bare.js'
import type { BenchDatabase } from './bench-database.js'
import { anyMember } from './members.js'
import { award, posting } from './posts.js'
import type { Act } from './rate.js'

const acts = 2_000

/** What goes into the write-ahead log with each award. */
export async function written({ one, storeOfOne }: BenchDatabase): Promise<readonly Row[]> {
  const ours = posting(storeOfOne, () => [award(anyMember())])
  const bare = bareAward(one, anyMember)
  const each = { unit: 'B', goal: 2.5, ours: () => bytes(one, ours), reference: () => bytes(one, bare) }
  console.error('  write-ahead log …')
  const all = await compare({ ...each, name: 'WAL per award, after a checkpoint' }, 1)
  await one.query('alter system set full_page_writes to off')
  await one.query('select pg_reload_conf()')
  const records = await compare({ ...each, name: 'WAL per award, without images of pages' }, 1)
  await one.query('alter system reset full_page_writes')
  await one.query('select pg_reload_conf()')
  return [all, records]
}

async function bytes(db: Pool, act: Act): Promise<number> {
  await db.query('checkpoint')
  const from = await position(db)
  for (let n = 0; n < acts; n++) await act()
  return ((await position(db)) - from) / acts
}

async function position(db: Pool): Promise<number> {
  const { rows } = await db.query(`select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`)
  return Number(rows[0]?.bytes)
}
