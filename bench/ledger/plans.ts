import type { Pool } from 'pg'
import { compare, type Row } from '../compare.js'
import type { BenchDatabase } from './bench-database.js'
import { currency, memberId, tenant } from './members.js'

/** How a statement's page and a balance are read: by one index each. Prints the database's own words. */
export async function plans({ one }: BenchDatabase): Promise<readonly Row[]> {
  const { postgres } = await import('evenhanded/postgres')
  const asked: { text: string; values: unknown[] }[] = []
  const store = postgres({
    query(text, values = []) {
      asked.push({ text, values })
      return one.query(text, values)
    },
  })
  const lines = await store.statement(tenant, memberId(0), currency, { limit: 50 })
  if (lines.length !== 50) throw new Error(`A page of ${lines.length} lines, not 50`)
  const [page] = asked as [{ text: string; values: unknown[] }]
  const statement = await one.query(`explain (analyze, costs off, timing off, summary off) ${page.text}`, page.values)
  return [
    await shown(
      'a statement page of 50 lines',
      statement.rows.map((row) => row['QUERY PLAN'] as string),
    ),
    await shown('a balance', await planWithin(one, () => store.load(tenant, [{ subject: memberId(0), commands: [] }]))),
  ]
}

/** The plan of what a function asks for. */
async function planWithin(pool: Pool, act: () => Promise<unknown>): Promise<readonly string[]> {
  const client = await pool.connect()
  const heard: string[] = []
  const listen = ({ message = '' }: { message?: string | undefined }): void => {
    heard.push(...message.split('\n'))
  }
  client.on('notice', listen)
  await client.query(`load 'auto_explain'`)
  await client.query(`set auto_explain.log_min_duration to 0; set auto_explain.log_nested_statements to on;
    set auto_explain.log_level to notice; set auto_explain.log_analyze to on; set auto_explain.log_timing to off`)
  client.release()
  await act()
  await pool.query('set auto_explain.log_min_duration to -1')
  client.off('notice', listen)
  return heard
}

async function shown(what: string, plan: readonly string[]): Promise<Row> {
  const used = plan.filter((line) => / Scan /.test(line) && !/never executed/.test(line))
  console.log(`${what}:\n${used.join('\n')}\n`)
  const byIndex = used.filter((line) => /Index (Only )?Scan|Function Scan/.test(line))
  if (byIndex.length === 0) throw new Error(`${what} uses no index`)
  const others = plan.filter((line) => /Seq Scan/.test(line)).length
  return compare({
    name: `${what}: sequential scans`,
    unit: 'scans',
    goal: 0,
    ours: () => others,
    reference: 0,
    runs: 1,
  })
}
