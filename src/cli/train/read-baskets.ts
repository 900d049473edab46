import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import type { Rejections } from '../orders/rejections.js'
import { besides, needed, type OrderBook, type Ordered, openBook } from './order-book.js'
import { readRows } from './order-rows.js'

/** The baskets of a file. */
export interface OrderFile extends Ordered {
  /** Its name. */
  readonly file: string
}

/**
 * Reads the baskets in a file of orders: every file that `import` takes, and any table whose first line names at least
 * `invoice`, `customer` and `stock_code`. What is no order line is rejected with its number and reason.
 *
 * @param onBytes gets how many bytes of the file were read so far
 * @throws EvenhandedError `no_file`; `empty_file`; `not_orders` where a column is missing; `broken_file` where it breaks
 * off: half of a history would make a model that looks whole
 */
export async function readBaskets(
  path: string,
  rejections: Rejections,
  onBytes: (bytes: number) => void,
): Promise<OrderFile> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new EvenhandedError('no_file', `There is no file ${path}.\n${named}`)
  let book: OrderBook | undefined
  let other: EvenhandedError | undefined
  const broken = await readRows(
    path,
    (row) => {
      if (other) return
      const reason = book?.add(row)
      if (reason !== undefined) rejections.add(row.line, reason)
      if (book) return
      const columns = row.cells.map((name) => name.trim())
      other = otherColumns(path, columns)
      book = openBook(columns)
    },
    onBytes,
  )
  if (other) throw other
  if (broken)
    throw new EvenhandedError(
      'broken_file',
      `${path}, line ${broken.line}: ${broken.reason}.\nNothing was learned from what stands before: get the whole file.`,
    )
  if (!book) throw new EvenhandedError('empty_file', `${path} is empty.\n${named}`)
  return { file: basename(path), ...book.close() }
}

const named = 'Name the file of orders with --from.'

function otherColumns(path: string, columns: readonly string[]): EvenhandedError | undefined {
  const missing = needed.filter((name) => !columns.includes(name))
  const twice = columns.find((name, at) => columns.indexOf(name) !== at)
  if (missing.length === 0 && twice === undefined) return undefined
  const problem =
    missing.length > 0 ? `has no column ${missing.join(', ')}` : `names the column ${quotedName(twice)} twice`
  return new EvenhandedError(
    'not_orders',
    `${path} ${problem}.\nName the columns on its first line: ${needed.join(', ')}, and where there are, ${besides.join(', ')}.`,
  )
}

const quotedName = (name: string | undefined): string => JSON.stringify(name ?? '')
