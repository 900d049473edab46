import { EvenhandedError } from 'evenhanded'
import { addLine, type Invoices } from './invoices.js'
import { columns, lineReader } from './order-line.js'
import type { Rejections } from './rejections.js'
import { readLines } from './text-lines.js'

const ours = columns.join('\t')

/**
 * Reads an orders file. What is no order line is rejected with its number and reason, and all else counts. Memory
 * grows with the invoices, not with the lines.
 *
 * @throws EvenhandedError `not_orders` where the first line names other columns: then every line would be misread
 */
export async function readOrders(
  path: string,
  rejections: Rejections,
  onBytes?: (bytes: number) => void,
): Promise<Invoices> {
  const invoices: Invoices = new Map()
  const read = lineReader()
  let header: string | undefined
  const cut = await readLines(
    path,
    (text, number) => {
      if (header === undefined) {
        header = text
        return
      }
      if (header !== ours) return
      const line = read(text)
      const reason = 'reason' in line ? line.reason : addLine(invoices, line, number)
      if (reason !== undefined) rejections.add(number, reason)
    },
    onBytes,
  )
  if (header !== undefined && header !== ours) throw otherColumns(path)
  if (cut) rejections.add(cut.line, cut.reason)
  else if (header === undefined) rejections.add(1, 'the file is empty')
  return invoices
}

const otherColumns = (path: string): EvenhandedError =>
  new EvenhandedError(
    'not_orders',
    `${path} does not begin with the columns of an orders file.\nWrite them on its first line, with tabs between: ${columns.join(', ')}.`,
  )
