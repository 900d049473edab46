import type { KnownBasket } from 'evenhanded/basket'
import { millionths } from '../orders/decimal.js'
import { instant } from '../orders/instant.js'
import { quoted } from '../orders/order-line.js'
import { oneCopy } from './one-copy.js'
import type { OrderRow } from './order-rows.js'

/** Columns without which there is no basket. */
export const needed = ['invoice', 'customer', 'stock_code'] as const

/** Columns that are read where there are. */
export const besides = ['kind', 'at', 'quantity'] as const

type Column = (typeof needed)[number] | (typeof besides)[number]

/** What orders come to for who learns from baskets. */
export interface Ordered {
  /** What was sold in one invoice, each; in the order of their first lines. */
  readonly baskets: readonly KnownBasket[]
  readonly lines: number
  readonly returns: number
  /** Lines of sales that take something back: nothing of a basket. */
  readonly takenBack: number
  /** Whether it is told when each was bought. */
  readonly isDated: boolean
}

/** The lines of orders, put together by invoice. */
export interface OrderBook {
  /** @returns why the row is none of an order */
  add(row: OrderRow): string | undefined
  close(): Ordered
}

interface Invoice {
  readonly number: string
  readonly kind: string
  readonly customer: string
  readonly at: number
  readonly line: number
  readonly items: Set<string>
}

/** @param columns the names of the cells */
export function openBook(columns: readonly string[]): OrderBook {
  const places = new Map(columns.map((name, place) => [name as Column, place]))
  const invoices = new Map<string, Invoice>()
  const own = oneCopy()
  const dates = datesRead()
  let [lines, takenBack] = [0, 0]

  const invoiceOf = (cell: (name: Column) => string | undefined, line: number): Invoice | string => {
    const number = (cell('invoice') as string).trim()
    const kind = cell('kind') ?? 'sale'
    const customer = (cell('customer') as string).trim()
    const date = cell('at')
    const at = date === undefined ? 0 : dates(date)
    if (number === '') return 'the invoice has no number'
    if (kind !== 'sale' && kind !== 'return') return `kind is ${quoted(kind)}, neither sale nor return`
    if (at === undefined) return `at is ${quoted(date as string)}, not a date such as 2010-12-01T08:26:00`
    const invoice = invoices.get(number)
    if (invoice) return contradiction(invoice, { kind, customer }) ?? invoice
    const made = { number: own(number), kind: own(kind), customer: own(customer), at, line, items: new Set<string>() }
    invoices.set(made.number, made)
    return made
  }

  return {
    add({ line, cells, problem }) {
      lines++
      if (problem !== undefined) return problem
      if (cells.length !== columns.length)
        return `${cells.length === 1 ? '1 column' : `${cells.length} columns`} where the first line names ${columns.length}`
      const cell = (name: Column): string | undefined => cells[places.get(name) ?? -1]
      const item = (cell('stock_code') as string).trim()
      const quantity = cell('quantity') ?? '1'
      const pieces = millionths(quantity)
      if (item === '') return 'stock_code is empty'
      if (pieces === undefined) return `quantity is ${quoted(quantity)}, not a number`
      const invoice = invoiceOf(cell, line)
      if (typeof invoice === 'string') return invoice
      if (invoice.kind === 'return') return undefined
      if (pieces > 0) invoice.items.add(own(item))
      else takenBack++
      return undefined
    },
    close() {
      const all = [...invoices.values()]
      const sold = all.filter(({ kind, items }) => kind === 'sale' && items.size > 0)
      return {
        baskets: sold.map(({ customer, at, items }) => ({ member: customer, items: [...items], instant: at })),
        lines,
        returns: all.filter(({ kind }) => kind === 'return').length,
        takenBack,
        isDated: places.has('at'),
      }
    },
  }
}

function contradiction(invoice: Invoice, line: Pick<Invoice, 'kind' | 'customer'>): string | undefined {
  const part = (['kind', 'customer'] as const).find((one) => invoice[one] !== line[one])
  if (part === undefined) return undefined
  return `${part} is ${quoted(line[part])}; invoice ${invoice.number} began with ${quoted(invoice[part])} on line ${invoice.line}`
}

/** The lines of an invoice mostly stand together and share their date. */
function datesRead(): (text: string) => number | undefined {
  let last: string | undefined
  let at: number | undefined
  return (text) => {
    if (text !== last) [last, at] = [text, instant(text)]
    return at
  }
}
