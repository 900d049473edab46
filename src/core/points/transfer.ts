import type { Taken } from './lots.js'
import type { TierHeld } from './tier.js'

/** What each kind of transfer does to a balance. */
export const sign = {
  /** For an offer, a deed, a purchase. */
  award: 1,
  /** The second half of a conversion or of a gift. */
  credit: 1,
  /** Corrected by hand, upwards. */
  adjust: 1,
  /** What was spent, given back. */
  restore: 1,
  /** Spent on a reward. */
  redeem: -1,
  /** Spent out of a hold; what it leaves of the hold comes back. */
  capture: -1,
  /** To another member. */
  give: -1,
  /** Into another currency. */
  convert: -1,
  /** Their time was over. */
  expire: -1,
  /** The deed was undone. */
  reverse: -1,
  /** Their owner was erased. */
  forfeit: -1,
  /** Corrected by hand, downwards. */
  deduct: -1,
  /** Set aside for an open order. */
  hold: 0,
  /** Set aside no more. */
  release: 0,
  /** Respect above what counts in a day: kept, and counted once something of that day is revoked. */
  suppress: 0,
  /** The giver's half of an award of respect. */
  endorse: 0,
  /** A deed that gives no points. */
  deed: 0,
  /** A tier was lost or renewed. */
  tier: 0,
  /** The member was told of something to come. */
  notice: 0,
  freeze: 0,
  thaw: 0,
} as const

export type TransferKind = keyof typeof sign

/** One line of the ledger. Both legs stand in one row: the member's account and, by its kind, the programme's. */
export interface Transfer {
  /** The id of the command that made it. One command may make several. */
  readonly key: string
  readonly currency: string
  readonly kind: TransferKind
  readonly seq: number
  /** Whole points, zero or above: a sale below the first point is recorded too. */
  readonly amount: number
  /** Below zero where there is a debt. */
  readonly balanceAfter: number
  /** Epoch milliseconds. */
  readonly at: number
  /** Why: an offer, a reward, or the backend's own opaque reference. Never free text about a person. */
  readonly reason: string
  /** The declared thing by which: a rule, campaign, reward, conversion, partner. */
  readonly code?: string
  /** Of what enters: its dates. */
  readonly lot?: { readonly availableAt: number; readonly expiresAt: number }
  /** What it took from which lots. */
  readonly taken?: Taken
  /** What came back to which lots. */
  readonly back?: Taken
  /** Of what entered or came back: so much filled a debt. */
  readonly fills?: number
  /** Of a reversal: so much became a debt. */
  readonly owes?: number
  /** Of a reversal: what could not be taken back. */
  readonly shortfall?: number
  /** The hold that it makes, with its end, or resolves. */
  readonly hold?: { readonly key: string; readonly until?: number; readonly graceEnd?: number }
  /** The key of the transfer that it takes back or gives back. */
  readonly undoes?: string
  /** What it adds to the account's tallies. */
  readonly tallies?: readonly Tallied[]
  readonly deed?: DeedDone
  /** The tier from now on; `null` where it was lost. */
  readonly tier?: TierHeld | null
  /** On whose word it rests. */
  readonly giver?: string
  /** Who did it, as in `staff:17`. */
  readonly actor?: string
  /** Whom the other half concerns. */
  readonly to?: string
  /** What a cap kept back. */
  readonly withheld?: number
}

/** A transfer before the ledger has given it its command's id. */
export type Draft = Omit<Transfer, 'key'>

/** So much more in a tally that is kept until then. */
export interface Tallied {
  readonly name: string
  readonly n: number
  readonly until: number
}

/** A deed, on a day of the programme's calendar, counted from 1970. */
export interface DeedDone {
  readonly name: string
  readonly day: number
  readonly n: number
  /** Days before this one are not needed any more. */
  readonly keptFrom: number
}
