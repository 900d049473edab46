import { add, isOpen, type Lot, never, spend, type Taken } from './lots.js'

/** One subject's points in one currency: the fold of its transfers. */
export interface Account {
  /** Counts the transfers; the next one's number is one more. */
  readonly seq: number
  /** All points that have not left the account: available, pending and ended but not yet booked so. */
  readonly balance: number
  /** What is left of each award, ordered by end, then by age. */
  readonly lots: readonly Lot[]
}

/**
 * Why points moved: `award` in; `redeem` out into a reward; `reverse` out because the deed was undone;
 * `forfeit` out because their owner was erased.
 */
export type TransferKind = 'award' | 'redeem' | 'reverse' | 'forfeit'

/** One line of the ledger. Both legs stand in one row: the member's account and, by its kind, the programme's. */
export interface Transfer {
  readonly currency: string
  readonly kind: TransferKind
  readonly seq: number
  /** Whole points, zero or above: a sale below the first point is recorded too. */
  readonly amount: number
  readonly balanceAfter: number
  /** Epoch milliseconds. */
  readonly at: number
  /** Why: an offer, a reward, or the backend's own opaque reference. Never free text about a person. */
  readonly reason: string
  /** Of an award: what entered. */
  readonly lot?: { readonly availableAt: number; readonly expiresAt: number }
  /** Of any other kind: what it took from which lots. */
  readonly taken?: Taken
  /** Of a reversal: what could not be taken back because the balance did not reach. */
  readonly shortfall?: number
}

export const empty: Account = { seq: 0, balance: 0, lots: [] }

/** The account after one more transfer. */
export function book(account: Account, transfer: Transfer): Account {
  const { seq, amount, balanceAfter: balance } = transfer
  if (!transfer.lot) return { seq, balance, lots: spend(account.lots, transfer.taken ?? []) }
  const lots =
    amount === 0 ? account.lots : add(account.lots, { seq, amount, remaining: amount, ...transfer.lot }, transfer.at)
  return { seq, balance, lots }
}

/** What a member sees of an account. */
export interface Points {
  /** Can be spent now. */
  readonly available: number
  /** Expected: awarded and not yet available, or not yet confirmed by the server. */
  readonly pending: number
  /** Reserved for an open order. */
  readonly held: number
  /** What ends first, and when (epoch milliseconds); `null` where nothing ends. */
  readonly expiring: { readonly amount: number; readonly at: number } | null
}

/**
 * An account as its owner sees it at `now`.
 *
 * @param promised points that the device expects and the server has not yet awarded
 *
 * @example
 * pointsOf({ seq: 1, balance: 50, lots: [{ seq: 1, amount: 50, remaining: 50, availableAt: 0, expiresAt: 9 }] }, 1)
 * // { available: 50, pending: 0, held: 0, expiring: { amount: 50, at: 9 } }
 */
export function pointsOf(account: Account, now: number, promised = 0): Points {
  let available = 0
  let pending = promised
  let ending = 0
  let endsAt = never
  for (const lot of account.lots) {
    if (now < lot.availableAt) pending += lot.remaining
    if (!isOpen(lot, now)) continue
    available += lot.remaining
    if (lot.expiresAt > endsAt || lot.expiresAt === never) continue
    ending = lot.expiresAt === endsAt ? ending + lot.remaining : lot.remaining
    endsAt = lot.expiresAt
  }
  return { available, pending, held: 0, expiring: endsAt === never ? null : { amount: ending, at: endsAt } }
}
