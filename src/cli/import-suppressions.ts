import { setImmediate } from 'node:timers/promises'
import type { Server, Suppressed } from 'evenhanded/server'
import { type ImportWhere, openDesk } from './members/desk.js'
import { importing } from './members/importing.js'
import type { Rejected } from './members/rejected.js'
import { counted, opening, some, wrapped } from './members/summary.js'
import { type SuppressionRow, suppressionColumns, suppressionIn } from './members/suppression-row.js'
import { openTable, type Table } from './members/table.js'
import { loadProgramFile } from './program-file.js'
import type { Terminal } from './terminal.js'

/** What an import of suppressions did, in the words of its JSON. */
interface Counts {
  rows: number
  suppressed: number
  known: number
  /** Rows of somebody who is here: nothing of theirs was ended. */
  readonly here: { readonly line: number; readonly subject: string }[]
}

const batch = 500

/**
 * `evenhanded import suppressions`: who may not be imported, kept as keyed hashes with an end.
 *
 * @returns the exit status: 0, or 1 where a row was rejected
 * @throws EvenhandedError where the program, the file or the database can't be used
 */
export const importSuppressions = (
  terminal: Terminal,
  programPath: string,
  path: string,
  options: ImportWhere,
): Promise<number> =>
  importing(terminal, path, options, async (onBytes, seconds) => {
    const { program, policy } = await loadProgramFile(programPath)
    const table = await openTable(path, [], onBytes)
    const columns = suppressionColumns(program, table)
    const rejected: Rejected[] = []
    const { server, name, close } = await openDesk(terminal, program, options, policy)
    const read = (line: number, cells: { readonly [column: string]: string }) =>
      suppressionIn(program, columns, line, cells, Date.now())
    const counts = await suppressAll(server, table, read, rejected).finally(close)
    const first = opening({ file: table.file, database: name, seconds: seconds() }, options.dryRun === true)
    return { file: table.file, summary: counts, text: [...first, '', ...suppressionText(counts)], rejected }
  })

async function suppressAll(
  server: Server,
  { rows }: Table,
  read: (line: number, cells: { readonly [column: string]: string }) => Promise<SuppressionRow | string>,
  rejected: Rejected[],
): Promise<Counts> {
  const counts: Counts = { rows: 0, suppressed: 0, known: 0, here: [] }
  let part: SuppressionRow[] = []
  const send = async (): Promise<void> => {
    const said = await server.suppress(part.map(({ line: _, ...one }) => one))
    for (const [n, one] of part.entries()) take(counts, one, said[n] as Suppressed)
    part = []
    await setImmediate()
  }
  for await (const row of rows) {
    counts.rows++
    const one = row.reason ?? (await read(row.line, row.cells))
    if (typeof one === 'string') rejected.push({ line: row.line, reason: one })
    else if (part.push(one) === batch) await send()
  }
  await send()
  return counts
}

function take(counts: Counts, { line }: SuppressionRow, { known, subject }: Suppressed): void {
  if (known) counts.known++
  else counts.suppressed++
  if (subject !== null) counts.here.push({ line, subject })
}

const suppressionText = ({ suppressed, known, here }: Counts): readonly string[] => [
  counted(suppressed, 'suppressed: no import brings them back before the end'),
  ...some([known, 'suppressed already']),
  ...(here.length > 0
    ? [
        '',
        ...wrapped(
          `${here.length.toLocaleString('en')} of them ${here.length === 1 ? 'is' : 'are'} here, and nothing of theirs was ended: erase those who asked for it. --json names them.`,
        ),
      ]
    : []),
]
