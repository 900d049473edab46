import type { AuditedAccount, Fault } from './audit.js'
import { sign, type Transfer, type TransferKind } from './transfer.js'

/** What all accounts of one currency hold, and what went through them. Beyond 2^53 the sums are rounded. */
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

/** What has to be equal is compared to the last point: many accounts may hold more than a number can tell. */
interface Exact {
  readonly booked: bigint
  readonly balance: bigint
  readonly held: bigint
  readonly debt: bigint
  readonly lots: bigint
  readonly given: bigint
  readonly arrived: bigint
}

/** Accounts counted so far. They come by subject: a conversion's two halves stand in accounts of one subject. */
export interface Count {
  readonly currencies: { readonly [currency: string]: Conserved }
  readonly exact: { readonly [currency: string]: Exact }
  readonly subject: string
  readonly halves: Halves
  readonly faults: readonly Fault[]
}

export const nothingCounted: Count = { currencies: {}, exact: {}, subject: '', halves: new Map(), faults: [] }

/** The count with one more account, next by subject. */
export function counted(count: Count, audited: AuditedAccount): Count {
  const { subject, currency, account, transfers } = audited
  const closed = subject === count.subject ? count : closedAt(count, subject)
  const before = closed.currencies[currency] ?? none(currency)
  const gifts = new Set(transfers.flatMap(({ kind, key }) => (kind === 'give' ? [key] : [])))
  const isReturned = ({ kind, undoes = '' }: Transfer) => kind === 'restore' && gifts.has(undoes)
  const isArrived = ({ kind, code }: Transfer) => kind === 'credit' && code === 'gift'
  const after: Conserved = {
    currency,
    accounts: before.accounts + 1,
    transfers: before.transfers + transfers.length,
    moved: movedBy(before.moved, transfers),
    balance: before.balance + account.balance,
    held: before.held + account.held,
    debt: before.debt + account.debt,
    lots: before.lots + account.lots.reduce((sum, { remaining }) => sum + remaining, 0),
    arrived: before.arrived + amountOf(transfers, isArrived),
    returned: before.returned + amountOf(transfers, isReturned),
  }
  return {
    ...closed,
    currencies: { ...closed.currencies, [currency]: after },
    exact: {
      ...closed.exact,
      [currency]: plus(closed.exact[currency], {
        booked: exactly(transfers.map(({ kind, amount }) => sign[kind] * amount)),
        balance: BigInt(account.balance),
        held: BigInt(account.held),
        debt: BigInt(account.debt),
        lots: exactly(account.lots.map(({ remaining }) => remaining)),
        given: exactly(transfers.map(({ kind, amount }) => (kind === 'give' ? amount : 0))),
        arrived: exactly(transfers.map((line) => (isArrived(line) || isReturned(line) ? line.amount : 0))),
      }),
    },
    halves: halvesAfter(closed.halves, currency, transfers),
  }
}

/**
 * What does not hold over all accounts: in every currency, what came in less what went out is what there is; no gift
 * arrived that nobody gave; no conversion took without giving.
 */
export function conservationFaults(count: Count): readonly Fault[] {
  const { exact, faults } = closedAt(count, '')
  return [
    ...faults,
    ...Object.entries(exact).flatMap(([currency, one]) => [...unbalanced(currency, one), ...gifts(currency, one)]),
  ]
}

function unbalanced(currency: string, { booked, balance, held, debt, lots }: Exact): readonly Fault[] {
  if (booked === balance && lots === balance - held + debt) return []
  const message = `${booked} points were booked; the accounts hold ${balance}, in lots ${lots}, held ${held}, owed ${debt}.`
  return [{ code: 'unbalanced', subject: '', currency, message }]
}

function gifts(currency: string, { given, arrived }: Exact): readonly Fault[] {
  if (arrived <= given) return []
  const message = `${arrived} points arrived as gifts or went back, of ${given} that were given.`
  return [{ code: 'gifts', subject: '', currency, message }]
}

const exactly = (amounts: readonly number[]): bigint => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n)

const plus = (before: Exact | undefined, one: Exact): Exact =>
  before
    ? {
        booked: before.booked + one.booked,
        balance: before.balance + one.balance,
        held: before.held + one.held,
        debt: before.debt + one.debt,
        lots: before.lots + one.lots,
        given: before.given + one.given,
        arrived: before.arrived + one.arrived,
      }
    : one

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

const closedAt = ({ currencies, exact, subject, halves, faults }: Count, next: string): Count => ({
  currencies,
  exact,
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
