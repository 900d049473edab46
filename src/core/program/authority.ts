import type { Result } from '../result.js'
import type { BackendCommand } from '../subject/backend/backend-command.js'
import type { Redeem } from '../subject/command.js'
import type { Event } from '../subject/event.js'
import type { Refusal } from '../subject/refusal.js'
import type { Subject } from '../subject/subject.js'

type Decided = Result<readonly Event[], Refusal>

/** Points to come in, and why. */
export interface Credit {
  readonly currency: string
  readonly amount: number
  readonly reason: string
}

/** What an acceptance brings beside its points. */
export interface Given {
  /** The offer; absent where only something is added to an acceptance in force. */
  readonly offer?: string
  /** Epoch milliseconds: it gives a coupon that ends then. */
  readonly couponUntil?: number | undefined
}

/** What a command is decided with: the plan, whose it is, its id, and when. */
export interface Deciding<Plan> {
  readonly plan: Plan
  readonly subject: Subject
  readonly key: string
  readonly now: number
}

/**
 * Who decides. Both sides run the same rules; they differ in points alone: a device expects them, and only
 * the server books them (law 11). What the server alone can do stays out of a page's bundle so.
 */
export interface Authority<Plan> {
  readonly side: 'device' | 'server'
  /** Points of an accepted offer, its entry where it is a raffle's, and its coupon where that has an end. */
  readonly gifts: (deciding: Deciding<Plan>, given: Given, credits: readonly Credit[]) => Decided
  /** A reward for its costs: all of it, or a refusal. */
  readonly redeem: (deciding: Deciding<Plan>, command: Redeem) => Decided
  /** The backend's own commands; a device refuses them all. */
  readonly backend: (plan: Plan, subject: Subject, command: BackendCommand, now: number) => Decided
  /** What an erasure ends: accounts, and coupons unless they are left to whoever holds them. */
  readonly forfeit: (deciding: Deciding<Plan>, bearer: boolean) => readonly Event[]
}
