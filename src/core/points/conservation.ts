import type { AuditedAccount, Fault } from './audit.js'
import { sign, type Transfer, type TransferKind } from './transfer.js'

/** What all accounts of one currency hold, and what went through them. */
export interface Conserved {
  readonly currency: string
  readonly accounts: number
  readonly transfers: number
  /** Points by kind of transfer. */
  readonly moved: { readonly [K in TransferKind]?: number }
  /** As the accounts are kept. */
  readonly balance: number
  readonly held: number
  readonly debt: number
  readonly lots: number
  /** Gifts that have arrived, and those that went back to their giver. */
  readonly arrived: number
  readonly returned: number
}

/** The halves of one subject's conversions whose other half has not been seen yet. */
type Halves = ReadonlyMap<string, { readonly currency: string; readonly seq: number }>

/** Accounts counted so far. They come by subject: a conversion's two halves stand in accounts of one subject. */
export interface Count {
  readonly currencies: { readonly [currency: string]: Conserved }
  readonly subject: string
  readonly halves: Halves
  readonly faults: readonly Fault[]
}

export const nothingCounted: Count = { currencies: {}, subject: '', halves: new Map(), faults: [] }

/** The count with one more account, next by subject. */
export function counted(count: Count, audited: AuditedAccount): Count {
  const { subject, currency, account, transfers } = audited
  const closed = subject === count.subject ? count : closedAt(count, subject)
  const before = closed.currencies[currency] ?? none(currency)
  const gifts = new Set(transfers.flatMap(({ kind, key }) => (kind === 'give' ? [key] : [])))
  const isReturned = ({ kind, undoes = '' }: Transfer) => kind === 'restore' && gifts.has(undoes)
  const after: Conserved = {
    currency,
    accounts: before.accounts + 1,
    transfers: before.transfers + transfers.length,
    moved: movedBy(before.moved, transfers),
    balance: before.balance + account.balance,
    held: before.held + account.held,
    debt: before.debt + account.debt,
    lots: before.lots + account.lots.reduce((sum, { remaining }) => sum + remaining, 0),
    arrived: before.arrived + amountOf(transfers, ({ kind, code }) => kind === 'credit' && code === 'gift'),
    returned: before.returned + amountOf(transfers, isReturned),
  }
  return {
    ...closed,
    currencies: { ...closed.currencies, [currency]: after },
    halves: halvesAfter(closed.halves, currency, transfers),
  }
}

/**
 * What does not hold over all accounts: in every currency, what came in less what went out is what there is; no gift
 * arrived that nobody gave; no conversion took without giving.
 */
export function conservationFaults(count: Count): readonly Fault[] {
  const { currencies, faults } = closedAt(count, '')
  return [...faults, ...Object.values(currencies).flatMap((one) => [...unbalanced(one), ...gifts(one)])]
}

function unbalanced({ currency, moved, balance, held, debt, lots }: Conserved): readonly Fault[] {
  const kinds = Object.keys(moved) as TransferKind[]
  const booked = kinds.reduce((sum, kind) => sum + sign[kind] * (moved[kind] ?? 0), 0)
  if (booked === balance && lots === balance - held + debt) return []
  const message = `${booked} points were booked; the accounts hold ${balance}, in lots ${lots}, held ${held}, owed ${debt}.`
  return [{ code: 'unbalanced', subject: '', currency, message }]
}

function gifts({ currency, moved, arrived, returned }: Conserved): readonly Fault[] {
  const { give = 0 } = moved
  if (arrived + returned <= give) return []
  const message = `${arrived} points arrived as gifts and ${returned} went back, of ${give} that were given.`
  return [{ code: 'gifts', subject: '', currency, message }]
}

const none = (currency: string): Conserved => {
  const zero = { accounts: 0, transfers: 0, balance: 0, held: 0, debt: 0, lots: 0, arrived: 0, returned: 0 }
  return { currency, moved: {}, ...zero }
}

const amountOf = (transfers: readonly Transfer[], which: (transfer: Transfer) => boolean): number =>
  transfers.reduce((sum, transfer) => (which(transfer) ? sum + transfer.amount : sum), 0)

function movedBy(before: Conserved['moved'], transfers: readonly Transfer[]): Conserved['moved'] {
  const moved: { [K in TransferKind]?: number } = { ...before }
  for (const { kind, amount } of transfers) moved[kind] = (moved[kind] ?? 0) + amount
  return moved
}

/** A conversion books both of its halves under one key. */
function halvesAfter(before: Halves, currency: string, transfers: readonly Transfer[]): Halves {
  const after = new Map(before)
  for (const { key, kind, seq, code } of transfers) {
    if (kind !== 'convert' && !(kind === 'credit' && code?.startsWith('conversion:'))) continue
    if (!after.delete(key)) after.set(key, { currency, seq })
  }
  return after
}

const closedAt = ({ currencies, subject, halves, faults }: Count, next: string): Count => ({
  currencies,
  subject: next,
  halves: new Map(),
  faults: [
    ...faults,
    ...[...halves].map(([key, { currency, seq }]): Fault => {
      const message = `Line ${seq} is one half of conversion ${key}; the other is missing.`
      return { code: 'half_conversion', subject, currency, seq, message }
    }),
  ],
})
