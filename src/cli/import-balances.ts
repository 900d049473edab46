import { awardCall, balanceColumns, balanceIn, type OldBalance } from './members/balance-row.js'
import { batches } from './members/batches.js'
import { type ImportWhere, openDesk } from './members/desk.js'
import { importing } from './members/importing.js'
import type { Rejected } from './members/rejected.js'
import { counted, grouped, opening } from './members/summary.js'
import { openTable } from './members/table.js'
import { loadProgram } from './program-file.js'
import type { Terminal } from './terminal.js'

/** What became of the points of one currency: what the file holds is issued, known or rejected. */
interface PointsTally {
  in_file: number
  issued: number
  known: number
  rejected: number
}

/**
 * `evenhanded import balances`: points of old, one award per row.
 *
 * @returns the exit status: 0, or 1 where a row was rejected
 * @throws EvenhandedError where the program, the file or the database can't be used
 */
export const importBalances = (
  terminal: Terminal,
  programPath: string,
  path: string,
  options: ImportWhere,
): Promise<number> =>
  importing(terminal, path, options, async (onBytes, seconds) => {
    const program = await loadProgram(programPath)
    const now = Date.now()
    const table = await openTable(path, balanceColumns, onBytes)
    const { file } = table
    const tally = pointsTally()
    const { server, name, close } = await openDesk(terminal, program, options)
    const seen = new Map<string, { readonly line: number; times: number }>()
    let rows = 0
    try {
      const sending = batches(server)
      for await (const row of table.rows) {
        rows++
        const balance = row.reason ?? balanceIn(program, row.line, row.cells, now, seen)
        if (typeof balance === 'string') tally.rejected.push({ line: row.line, reason: balance })
        else
          await sending.add({
            login: balance.login,
            calls: [awardCall(balance)],
            take: ([said]) => tally.take(balance, said?.ok ? (said.known ? 'known' : 'issued') : (said?.error ?? null)),
          })
      }
      await sending.end()
    } finally {
      await close()
    }
    const first = opening({ file, database: name, seconds: seconds() }, options.dryRun === true)
    const { points, rejected } = tally
    return { file, summary: { rows, points }, text: [...first, '', ...pointsText(points)], rejected }
  })

function pointsTally() {
  const points: { [currency: string]: PointsTally } = {}
  const rejected: Rejected[] = []
  return {
    points,
    rejected,
    take(
      { line, currency, points: amount }: OldBalance,
      came: 'issued' | 'known' | { readonly code: string; readonly message: string } | null,
    ) {
      const own = points[currency] ?? { in_file: 0, issued: 0, known: 0, rejected: 0 }
      points[currency] = own
      own.in_file += amount
      own[typeof came === 'string' ? came : 'rejected'] += amount
      if (typeof came !== 'string') rejected.push({ line, reason: whyNot(came) })
    },
  }
}

const whyNot = (refusal: { readonly code: string; readonly message: string } | null): string =>
  refusal?.code === 'id_reused'
    ? 'it was imported before with other points'
    : (refusal?.message ?? 'the server gave no answer')

const pointsText = (points: { readonly [currency: string]: PointsTally }): readonly string[] =>
  Object.entries(points).flatMap(([currency, { in_file, issued, known, rejected }]) => [
    counted(issued, `${currency} issued`),
    `${' '.repeat(11)}of ${grouped(in_file)} in the file; ${grouped(known)} known already, ${grouped(rejected)} rejected`,
  ])
