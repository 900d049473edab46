import { wholeUnits } from './decimal.js'
import { type OrderLine, quoted } from './order-line.js'

/** The lines of one invoice, added up. */
export interface Invoice {
  readonly number: string
  readonly kind: 'sale' | 'return'
  /** Empty where the customer is not known. */
  readonly customer: string
  /** Of its first line: epoch milliseconds, and where that line stands in the file. */
  readonly at: number
  readonly line: number
  lines: number
  /** Quantities times prices, in millionths of millionths. */
  worth: bigint
}

/** Invoices by number, in the order of their first line. */
export type Invoices = Map<string, Invoice>

/**
 * Adds a line to its invoice, wherever the invoice's other lines stand.
 *
 * @returns why it can't be added, where it contradicts the invoice's first line
 */
export function addLine(invoices: Invoices, { head, worth }: OrderLine, number: number): string | undefined {
  const invoice = invoices.get(head.invoice)
  if (!invoice) {
    const name = owned(head.invoice)
    const { kind, at } = head
    invoices.set(name, { number: name, kind, customer: owned(head.customer), at, line: number, lines: 1, worth })
    return undefined
  }
  for (const part of ['kind', 'customer'] as const)
    if (invoice[part] !== head[part])
      return `${part} is ${quoted(head[part])}; invoice ${invoice.number} began with ${quoted(invoice[part])} on line ${invoice.line}`
  invoice.lines++
  invoice.worth += worth
  return undefined
}

/** One point per whole pound, of a sale as of a return. A sale that adds up to less than nothing earns nothing. */
export function pointsOf({ kind, worth }: Invoice): number {
  if (kind === 'sale') return worth > 0n ? wholeUnits(worth) : 0
  return wholeUnits(worth < 0n ? -worth : worth)
}

/** A copy: a piece cut out of a text keeps the whole text in memory. */
const owned = (text: string): string => Buffer.from(text).toString()
