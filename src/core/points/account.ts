import { record } from '../json.js'
import { comingBack, type Hold, overBy } from './hold.js'
import { isOpen, type Lot, never, putBack } from './lots.js'
import type { DeedsDone, DoneBy, Tallies } from './tally.js'
import type { TierHeld } from './tier.js'

/**
 * One subject's points in one currency: the fold of its transfers. At all times the lots hold
 * `balance - held + debt` points.
 */
export interface Account {
  /** Counts the transfers; the next one's number is one more. */
  readonly seq: number
  /** All points that have not left the account, whether or not they have ended; below zero where there is a debt. */
  readonly balance: number
  /** Set aside by holds. */
  readonly held: number
  /** Taken back beyond what there was: what enters next fills it. */
  readonly debt: number
  /** What is left of each award, ordered by end, then by age. */
  readonly lots: readonly Lot[]
  readonly holds: readonly Hold[]
  /** What caps, limits and tiers count. */
  readonly tallies: Tallies
  readonly deeds: DeedsDone
  readonly tier: TierHeld | null
  /** `frozen`: nothing leaves; `closed`: its owner was erased. */
  readonly status: 'open' | 'frozen' | 'closed'
}

export const empty: Account = Object.freeze({
  seq: 0,
  balance: 0,
  held: 0,
  debt: 0,
  lots: [],
  holds: [],
  tallies: record<Tallies[string]>(),
  deeds: record<DoneBy>(),
  tier: null,
  status: 'open',
})

/** The account as it counts at `now`: with what came back from holds whose time is over, whether booked or not. */
export function lapsed(account: Account, now: number): Account {
  return overBy(account.holds, now).reduce(timedOut, account)
}

function timedOut(account: Account, hold: Hold): Account {
  const when = { at: hold.until, graceEnd: hold.graceEnd, seq: account.seq + 1, debt: account.debt }
  const { back, fills } = comingBack(hold.parts, when)
  return {
    ...account,
    seq: account.seq + 1,
    held: account.held - hold.amount,
    debt: account.debt - fills,
    lots: putBack(account.lots, back, hold.until),
    holds: account.holds.filter((one) => one !== hold),
  }
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
  /** To be earned before anything can be spent: goods came back whose points were spent. */
  readonly debt: number
  readonly tier: string | null
}

/**
 * An account as its owner sees it at `now`.
 *
 * @param promised points that the device expects and the server has not yet awarded
 *
 * @example
 * const lots = [{ seq: 1, amount: 50, remaining: 50, availableAt: 0, expiresAt: 9 }]
 * pointsOf({ ...empty, seq: 1, balance: 50, lots }, 1)
 * // { available: 50, pending: 0, held: 0, expiring: { amount: 50, at: 9 }, debt: 0, tier: null }
 */
export function pointsOf(account: Account, now: number, promised = 0): Points {
  const { lots, held, debt, tier } = lapsed(account, now)
  let available = 0
  let pending = promised
  let ending = 0
  let endsAt = never
  for (const lot of lots) {
    if (now < lot.availableAt) pending += lot.remaining
    if (!isOpen(lot, now)) continue
    available += lot.remaining
    if (lot.expiresAt > endsAt || lot.expiresAt === never) continue
    ending = lot.expiresAt === endsAt ? ending + lot.remaining : lot.remaining
    endsAt = lot.expiresAt
  }
  const expiring = endsAt === never ? null : { amount: ending, at: endsAt }
  return { available, pending, held, expiring, debt, tier: tier?.name ?? null }
}
