import { delimited } from '../members/delimited.js'
import { type Break, readLines } from '../orders/text-lines.js'

/** Cells of one row, and where in the file it begins. */
export interface OrderRow {
  readonly line: number
  readonly cells: readonly string[]
  /** Why its cells can't be believed. */
  readonly problem?: string
}

/**
 * Hands a file's rows to `take`, the first line with them, whatever the file's size; a `.gz` is unpacked on the way.
 * Where the first line has tabs, a tab separates cells and a quote is a quote, as `import` reads orders; otherwise
 * commas or semicolons do, and cells may stand in quotes.
 *
 * @returns where the file broke off
 */
export async function readRows(
  path: string,
  take: (row: OrderRow) => void,
  onBytes: (bytes: number) => void,
): Promise<Break | undefined> {
  let table: ReturnType<typeof delimited> | undefined
  let last = 0
  const broken = await readLines(
    path,
    (text, line) => {
      if (last === 0 && !text.includes('\t')) table = delimited(take)
      // Lines that were left out count as well, and may stand between quotes.
      if (table) table.add(`${'\n'.repeat(line - last - 1)}${text}\n`)
      else take({ line, cells: text.split('\t') })
      last = line
    },
    onBytes,
  )
  if (!broken) table?.end()
  return broken
}
