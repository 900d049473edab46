import type { Line } from '../ports/record.js'

export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Of one call: by subject, the lines of the log by their version, then those of the ledger by currency and number. */
export const linesOrder = (a: Line, b: Line): number => order(a.subject, b.subject) || ofSubject(a, b)

function ofSubject(a: Line, b: Line): number {
  if (a.kind === 'log') return b.kind === 'log' ? a.version - b.version : -1
  if (b.kind === 'log') return 1
  return order(a.transfer.currency, b.transfer.currency) || a.transfer.seq - b.transfer.seq
}
