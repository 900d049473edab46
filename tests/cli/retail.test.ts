import { postgres } from 'evenhanded/postgres'
import { createServer } from 'evenhanded/server'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../support/database.js'
import { sharedData } from '../support/shared-data.js'
import { club } from './club.program.js'
import { openDesk, type Said } from './desk.js'

const lines = sharedData('retail/lines.tsv.gz')
const postgresUrl = inject('postgresUrl')

const ofFile = {
  invoices: 14_665,
  members: 3_349,
  sales: 11_342,
  returns: 2_253,
  anonymous_sales: 1_041,
  anonymous_returns: 29,
  available: 4_949_159,
  rejected_lines: 0,
  seconds: expect.any(Number),
}
const first = { ...ofFile, issued: 5_153_823, reversed: 204_664, shortfall: 10_288, already_known: 0 }
const second = { ...ofFile, issued: 0, reversed: 0, shortfall: 0, already_known: 13_595 }

const ended = ({ status, out, err }: Said): unknown => ({ status, err, json: JSON.parse(out) })

describe.skipIf(!lines)('a retailer’s history of 317,000 lines', () => {
  const desk = openDesk()
  const program = desk.program('retail')
  afterAll(() => desk.close())
  const twice = async (...where: readonly string[]): Promise<void> => {
    const words = ['import', program, lines ?? '', '--json', ...where]
    expect(ended(await desk.run(...words))).toEqual({ status: 0, err: '', json: first })
    expect(ended(await desk.run(...words))).toEqual({ status: 0, err: '', json: second })
  }

  it('comes out right to the last point on PGlite, twice', () => twice('--data', desk.folder), 300_000)

  it.skipIf(!postgresUrl)(
    'comes out right on PostgreSQL, twice, and leaves ledger and balances in agreement',
    async () => {
      const { url, pool, drop } = await createDatabase(postgresUrl ?? '')
      try {
        await twice('--db', url)
        const server = createServer({
          program: club,
          tenant: 'retail',
          store: postgres(pool),
          secrets: [desk.secret],
        })
        const { rows } = await pool.query(
          `select (select count(*)::int from evenhanded.subject) as subjects,
            (select count(*)::int from evenhanded.transfer) as transfers,
            (select sum(balance)::int from evenhanded.account) as balances,
            (select sum(remaining)::int from evenhanded.lot) as lots,
            (select sum(case kind when 'award' then amount else -amount end)::int from evenhanded.transfer) as ledger`,
        )
        const all = ofFile.available
        expect(rows).toEqual([{ subjects: 3_349, transfers: 13_595, balances: all, lots: all, ledger: all }])
        const one = server.subject({ login: '17850' })
        const statement = await one.statement('bonus', { limit: 1000 })
        expect(statement[0]?.balanceAfter).toBe((await one.balance('bonus')).available)
      } finally {
        await drop()
      }
    },
    300_000,
  )
})
