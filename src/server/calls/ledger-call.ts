import type { Duration } from '../../core/duration.js'
import type { Names } from '../../core/program/program.js'
import type { Reference } from './reference.js'

export type Amounts<N extends Names> = { readonly [C in N['currencies']]?: number }

export interface Keyed {
  /**
   * An opaque reference in the scope of the subject, as in `order:4711`: the same key with the same call is
   * answered as at first, and with another one refused (`id_reused`). Never free text about a person.
   */
  readonly key: string
}

/** What every call about points says. */
export interface Reasoned extends Keyed {
  /** An opaque reference that the statement shows, as in `order:4711`. Never free text about a person. */
  readonly reason: string
  /** Who did it, as in `staff:17`. */
  readonly actor?: string
}

/** What only a person may do, and answers for. */
interface ByHand extends Reasoned {
  readonly actor: string
}

/** An earlier call by its key; a command of the subject's own device by the id that its answer has. */
export type Earlier = string | { readonly id: string }

/** Points for something that no rule is declared for. */
export interface AwardCall<N extends Names = Names> extends Reasoned {
  readonly type: 'award'
  readonly points: Amounts<N>
  /** On whose word; nobody awards themselves. */
  readonly giver?: Reference
  /** When they can be spent, epoch milliseconds; at once unless said. */
  readonly availableAt?: number
  /** From then on they are gone, epoch milliseconds: of points of old, which have an end of their own. */
  readonly expiresAt?: number
  /** The programme that pays for them. */
  readonly partner?: N['partners']
  /** Whether they count towards tiers; they don't unless said. */
  readonly qualifies?: boolean
}
/** Points for an amount, by a declared rule. */
export interface EarnCall<N extends Names = Names> extends Reasoned {
  readonly type: 'earn'
  readonly rule: N['earns']
  /** In the smallest unit of the program's money: cents. */
  readonly amount: number
}
/** A declared deed was done: every rule for it gives, and it counts for tiers. */
export interface DidCall<N extends Names = Names> extends Reasoned {
  readonly type: 'did'
  readonly deed: N['deeds']
  /** Once unless said; below zero where it was undone, which takes back no points. */
  readonly count?: number
  /** On whose word, as of a like. */
  readonly giver?: Reference
  /**
   * By deed, how many there were on the whole site within the tiers' window: what a tier's `share` is a share of. It
   * is no part of what makes this the same call again.
   */
  readonly totals?: { readonly [D in N['deeds']]?: number }
}
/** The deed was undone: points go back, or come back, by policy. */
export interface ReverseCall<N extends Names = Names> extends Reasoned {
  readonly type: 'reverse'
  /** What is undone; without it, points go back as far as the balance reaches. */
  readonly of?: Earlier
  /** Of a part; all that is left of it unless said. */
  readonly points?: Amounts<N>
}
/** Sets points aside for an open order, up to an instant or for a while. */
export type HoldCall<N extends Names = Names> = Reasoned & {
  readonly type: 'hold'
  readonly points: Amounts<N>
} & (
    | { /** Epoch milliseconds. */ readonly until: number; readonly for?: never }
    | { readonly for: Duration; readonly until?: never }
  )
/** Spends what was set aside; what it leaves comes back. */
export interface CaptureCall<N extends Names = Names> extends Reasoned {
  readonly type: 'capture'
  /** The key of the hold. */
  readonly hold: string
  /** All of it unless said. */
  readonly points?: Amounts<N>
}
/** Sets nothing aside any more. */
export interface ReleaseCall extends Reasoned {
  readonly type: 'release'
  /** The key of the hold. */
  readonly hold: string
}
/** Points of one currency into another, by the rate of the day. */
export interface ConvertCall<N extends Names = Names> extends Reasoned {
  readonly type: 'convert'
  readonly conversion: N['conversions']
  readonly amount: number
}
/** Spends points where no reward is declared, or at a partner's. */
export interface SpendCall<N extends Names = Names> extends Reasoned {
  readonly type: 'spend'
  readonly points: Amounts<N>
  readonly partner?: N['partners']
}
/** Points to another member. */
export interface GiveCall<N extends Names = Names> extends Reasoned {
  readonly type: 'give'
  readonly points: Amounts<N>
  readonly to: Reference
}
/** A correction by hand, up or, below zero, down. */
export interface AdjustCall<N extends Names = Names> extends ByHand {
  readonly type: 'adjust'
  readonly points: Amounts<N>
}
/** Nothing leaves an account, or may again; all accounts unless one is said. */
export interface FreezeCall<N extends Names = Names> extends ByHand {
  readonly type: 'freeze' | 'thaw'
  readonly currency?: N['currencies']
}
export interface RedeemCall<N extends Names = Names> extends Keyed {
  readonly type: 'redeem'
  readonly reward: N['rewards']
}
/** A further entry to a raffle, for points. */
export interface EnterCall<N extends Names = Names> extends Reasoned {
  readonly type: 'enter'
  readonly raffle: N['raffles']
}
/** A right is taken away for a while, with a declared sanction as the statement of reasons. */
export interface SuspendCall<N extends Names = Names> extends ByHand {
  readonly type: 'suspend'
  readonly gate: N['gates']
  readonly sanction: N['sanctions']
  /** Epoch milliseconds. */
  readonly until: number
}
export interface LiftCall<N extends Names = Names> extends ByHand {
  readonly type: 'lift'
  readonly gate: N['gates']
}
/** A subject asks for another look at a suspension. */
export interface AppealCall<N extends Names = Names> extends Reasoned {
  readonly type: 'appeal'
  readonly gate: N['gates']
}

/** What the site's backend may say of one person's points and rights. */
export type LedgerCall<N extends Names = Names> =
  | AwardCall<N>
  | EarnCall<N>
  | DidCall<N>
  | ReverseCall<N>
  | HoldCall<N>
  | CaptureCall<N>
  | ReleaseCall
  | ConvertCall<N>
  | SpendCall<N>
  | GiveCall<N>
  | AdjustCall<N>
  | FreezeCall<N>
  | RedeemCall<N>
  | EnterCall<N>
  | SuspendCall<N>
  | LiftCall<N>
  | AppealCall<N>
