import { EvenhandedError, type Json, type Program } from 'evenhanded'
import { instant } from '../orders/instant.js'
import { quoted } from '../orders/order-line.js'
import { cellValue } from './cell-value.js'
import type { Table } from './table.js'

/** Who may not be imported, as the server takes it, and where it stands. */
export interface SuppressionRow {
  readonly line: number
  readonly login?: string
  readonly identifiers: { readonly [field: string]: Json }
  readonly at?: number
  readonly until?: number
}

/**
 * The columns that name identifiers.
 *
 * @throws EvenhandedError `not_a_table` where no column names anybody
 */
export function suppressionColumns({ fields }: Program, { columns, file }: Table): readonly string[] {
  const identifiers = Object.keys(fields).filter((name) => fields[name]?.kind === 'identifier')
  const own = identifiers.filter((name) => columns.includes(name))
  if (own.length > 0 || columns.includes('login')) return own
  throw new EvenhandedError(
    'not_a_table',
    `${file} names nobody.\nIt needs a column login, or one of ${identifiers.join(', ') || 'an identifier'}.`,
  )
}

/** One row, or why it is none. */
export async function suppressionIn(
  { fields }: Program,
  columns: readonly string[],
  line: number,
  cells: { readonly [column: string]: string },
  now: number,
): Promise<SuppressionRow | string> {
  const cell = (name: string): string => (cells[name] ?? '').trim()
  const identifiers: [string, Json][] = []
  for (const name of columns) {
    if (cell(name) === '') continue
    const read = await cellValue(fields[name] as NonNullable<(typeof fields)[string]>, cell(name))
    if (!read.ok) return `${name} is ${quoted(cell(name))}: ${read.why}`
    identifiers.push([name, read.value])
  }
  const login = cell('login')
  if (login === '' && identifiers.length === 0) return 'it names nobody'
  const [at, until] = [instant(cell('since')), instant(cell('until'))]
  if (cell('since') !== '' && at === undefined) return `since is ${quoted(cell('since'))}, not a date`
  if (cell('until') !== '' && until === undefined) return `until is ${quoted(cell('until'))}, not a date`
  if (until !== undefined && until <= now) return `until is ${quoted(cell('until'))}, which is over`
  return {
    line,
    ...(login !== '' && { login }),
    identifiers: Object.fromEntries(identifiers),
    ...(at !== undefined && { at }),
    ...(until !== undefined && { until }),
  }
}
