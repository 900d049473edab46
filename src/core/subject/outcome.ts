import type { CouponOf } from '../points/coupon.js'
import type { TransferKind } from '../points/transfer.js'
import type { Benefit } from '../program/benefit.js'
import { isAmong, type Pair, pairsOf } from '../program/pair.js'
import type { Command } from './command.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'

/** Points that a command moved. */
export interface PointsMoved {
  readonly currency: string
  readonly kind: TransferKind
  readonly amount: number
  /** Of a reversal: what could not be taken back. */
  readonly shortfall?: number
  /** Of a reversal: what became a debt. */
  readonly owes?: number
  /** What a cap kept back. */
  readonly withheld?: number
}

/** What an accepted command brought. Stored with the command, and returned again on a replay. */
export interface Outcome {
  readonly benefit?: {
    readonly state: 'given' | 'pending'
    readonly gives: readonly Benefit[]
    /**
     * When its coupon ends, where the offer says how long that lasts; epoch milliseconds. While it is pending this is
     * the device's guess, and `coupon.validUntil` the server's word. On an offer that stays on the device nothing but
     * the page upholds it: nobody has signed for it.
     */
    readonly until?: number
  }
  /** Only a step of a long ask was taken: what it needs besides is still asked. */
  readonly begun?: true
  readonly points?: readonly PointsMoved[]
  /** Respect on somebody's word was taken in. What counts of it is for nobody to try out. */
  readonly accepted?: true
  /**
   * The coupon that was issued, or handed in. From `validUntil` on, epoch milliseconds, it is worth nothing. Of one that
   * was signed in advance also what was promised then: which of the offer's coupons, in what words, worth how much in the
   * program's money.
   */
  readonly coupon?: CouponOf & {
    readonly code: string
    readonly validUntil: number
    readonly coupon?: string
    readonly says?: string
    readonly worth?: number
  }
  /** The entries to raffles that it brought. */
  readonly tickets?: readonly { readonly raffle: string; readonly ticket: string }[]
  /** Consents that were ticked and did not count: they had been withdrawn before the device knew. */
  readonly ungranted?: readonly Pair[]
  /** Of a member of old: that they are one now. */
  readonly enrolled?: true
  /** Of what came from elsewhere: the fields whose values were taken, and those that no ground holds. */
  readonly learned?: readonly string[]
  readonly ungrounded?: readonly string[]
  /** Of a consent from elsewhere: what became of it; one that was over already has `expired`. */
  readonly attested?: readonly Attested[]
}

/** What became of a consent, or of a no, from elsewhere. */
export interface Attested extends Pair {
  readonly status: 'granted' | 'unconfirmed' | 'expired' | 'refused' | 'withdrawn'
}

/** The answer to one command of a batch. */
export type Answer =
  | { readonly id: string; readonly ok: true; readonly outcome: Outcome }
  | { readonly id: string; readonly ok: false; readonly error: Refusal }

/** What an offer brought. What a server books beside it, `ledgerOutcome` tells: a device books nothing. */
export function outcomeOf(command: Command, events: readonly Event[]): Outcome {
  const given = events.filter((event) => event.type === 'given')
  const granted = events.filter((event) => event.type === 'granted')
  const ticked = command.type === 'accept' ? pairsOf(command.consents) : []
  const ungranted = ticked.filter((pair) => !isAmong(granted, pair))
  const state = given.some((event) => event.state === 'pending') ? 'pending' : 'given'
  const until = given.find((event) => event.until !== undefined)?.until
  return {
    ...(given.length > 0 && {
      benefit: { state, gives: given.map((event) => event.benefit), ...(until !== undefined && { until }) },
    }),
    ...(events.some(({ type }) => type === 'begun') && { begun: true as const }),
    ...(ungranted.length > 0 && { ungranted }),
  }
}
