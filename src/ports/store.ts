import type { Json } from '../core/json.js'
import type { Account } from '../core/points/account.js'
import type { Coupon } from '../core/points/coupon.js'
import type { Transfer, TransferKind } from '../core/points/transfer.js'
import type { Notice } from '../core/program/notice.js'
import type { Event } from '../core/subject/event.js'
import type { Said } from '../core/subject/said.js'
import type { Subject } from '../core/subject/subject.js'
import type { CouponStore } from './coupon-batches.js'
import type { RecordStore } from './record.js'
import type { Proof, RegisterStore, Suppression } from './registers.js'

/** Whom to load: by a coupon where it was issued to somebody, by the site's login where it is bound, else by the id. */
export interface Lookup {
  readonly subject?: string
  /** A keyed hash of the site's own id of the person; never the id itself. */
  readonly login?: string
  /** Commands about to be decided: what was answered before is returned with the subject. */
  readonly commands: readonly string[]
  /** Whom a coupon was issued to; the command that issued it is cited. */
  readonly coupon?: string
  /** Commands whose transfers and coupons are needed: each is in the subject's `cited`, known or not. */
  readonly cites?: readonly string[]
  /** Cites what caps had kept back of a currency, booked from the one instant to before the other, by its commands. */
  readonly suppressed?: { readonly currency: string; readonly from: number; readonly until: number }
  /** What members share and commands draw from: each is in the subject's `used`. */
  readonly counters?: readonly string[]
}

/** The first answer to a command, and the hash of what was asked. */
export interface Answered {
  readonly hash: string
  readonly answer: Json
}

export interface Loaded {
  /** The subject that was found, or `null`. */
  readonly id: string | null
  /** `nobody` where none was found; what was cited and counted is in it all the same. */
  readonly subject: Subject
  /** The login that the subject is bound to, if any. */
  readonly login: string | null
  /** The subject's own key, wrapped; `null` where it has none, or none any more. */
  readonly key: string | null
  readonly answered: { readonly [command: string]: Answered }
  /** The store's clock, epoch milliseconds. */
  readonly now: number
}

/** One decided command. A refusal has no events. */
export interface Committed {
  readonly id: string
  readonly hash: string
  readonly answer: Json
  /** Whether it takes a line of the subject's log (`isLogged`); else its transfers carry the answer. */
  readonly logged: boolean
  /** How it was said; `null` of what is no line of the log. */
  readonly said: Said | null
  readonly events: readonly Event[]
  /** By field, what the log holds in the place of a value that was learned. */
  readonly commitments?: { readonly [field: string]: string }
}

/** What one subject's commands led to, as one step. */
export interface Step {
  readonly subject: string
  /** What the decision read: its version and its accounts' numbers guard the step. */
  readonly before: Subject
  readonly after: Subject
  readonly commands: readonly Committed[]
  /** Binds the subject to a login that had none. */
  readonly login?: string
  readonly notices?: readonly Notice[]
  /** The subject's own key, wrapped, where it gets one. It goes when the subject is erased. */
  readonly key?: string
  /** By field, the keyed hash of an identifier that was learned. It goes with the value. */
  readonly identifiers?: { readonly [field: string]: string }
  /** Of an erasure: who may not be imported again, and the proof that stays for a while. */
  readonly suppressions?: readonly Suppression[]
  readonly proof?: Proof
}

/** `stored`, or `raced`: somebody else stored first, nothing was written, load and decide again. */
export type Stored = 'stored' | 'raced'

/** An award or a spending that needs no decision: what it books is known, if the account is a plain one. */
export interface Post {
  /** By the site's login where it is bound to a subject, else by the id. */
  readonly subject: string
  readonly login?: string
  readonly key: string
  readonly hash: string
  readonly answer: Json
  readonly kind: 'award' | 'redeem'
  readonly currency: string
  readonly amount: number
  readonly reason: string
  readonly code?: string
  readonly actor?: string
  /** The caller's reckoning of the store's time, epoch milliseconds; what is booked bears the store's own. */
  readonly at: number
  /** Of an award. Points that are available at the caller's `at` are so at the store's. */
  readonly lot?: { readonly availableAt: number; readonly expiresAt: number }
}

/** A transfer, and whose. */
export interface Entry extends Transfer {
  readonly subject: string
}

/** A page of what was booked, in an order that never changes, and where it ends. */
export interface Feed {
  readonly entries: readonly Entry[]
  readonly cursor: string
}

/** An account as it is kept, beside the transfers that it has to be the fold of. */
export interface Audited {
  readonly subject: string
  readonly currency: string
  readonly account: Account
  /** By their number. */
  readonly transfers: readonly Transfer[]
}

/** What was booked of a kind and by one declared thing, in all. */
export interface Sum {
  readonly currency: string
  readonly kind: TransferKind
  readonly code: string | null
  readonly transfers: number
  readonly amount: number
  /** Of what entered: so much filled debts. */
  readonly fills: number
  /** Of reversals: so much became debts. */
  readonly owes: number
}

/** Points that end, and whose. */
export interface Ending {
  readonly subject: string
  readonly currency: string
  readonly amount: number
  /** Epoch milliseconds. */
  readonly at: number
}

/** A raffle as it is kept: what was committed to, and later what was drawn. */
export interface KeptRaffle {
  readonly version: number
  readonly body: Json
}

/**
 * Where subjects, their points and their log are kept. Its laws, tested by `storeContract`:
 *
 * - **One step, all or nothing.** State, values, log, transfers, lots, holds, coupons, counters, entries and login of
 *   a step become visible together or not at all.
 * - **Guarded.** A step is stored only where the subject's version, if it logs anything or brings a key, and the number
 *   of each account that it changes are those of `before`; of many concurrent steps from one reading, exactly one is stored. A
 *   subject that is new in two steps at once is made by one of them. A step that binds a login which is bound
 *   to another subject by now has raced as well; so has one whose coupon is not as issued any more, or that would
 *   draw a counter above its `most`. What comes back to a counter always may, down to none.
 * - **Nothing twice.** A command's id is taken once per subject; `load` returns its first answer for ever.
 * - **Each on its own.** In a batch of steps one that raced holds up no other. Tenants never see one another.
 * - **Two round trips.** `load` and `store` each cost one, however many subjects; nothing is locked between. A
 *   store may try the steps of a batch one by one where the database undid them together. `post` costs one in all.
 * - **No value in the log.** A `learned` event is logged without its value; a value that `after` no longer
 *   holds is gone when the step is stored, and its identifier with it. The login of an erased subject is unbound, and
 *   its key is gone.
 */
export interface Store extends RecordStore, RegisterStore, CouponStore {
  load(tenant: string, lookups: readonly Lookup[]): Promise<readonly Loaded[]>
  store(tenant: string, steps: readonly Step[]): Promise<readonly Stored[]>
  /**
   * Books at once what needs no decision, each on its own: `posted`, or `decide` and nothing written. It decides
   * nothing: where the subject or its account is new, frozen or closed, in debt, holds something, where its key was
   * used before, its points do not reach, or the caller's reckoning of the time is more than a minute off, it says
   * `decide`. What it books is what `decide` would have.
   */
  post(tenant: string, posts: readonly Post[]): Promise<readonly ('posted' | 'decide')[]>
  /** Brings the store to this version's shape; safe to run at any time, by many at once. */
  migrate(): Promise<void>
  /** A subject's ledger lines in one currency, newest first; 50 unless `limit` says. */
  statement(
    tenant: string,
    subject: string,
    currency: string,
    page?: { readonly before?: number; readonly limit?: number },
  ): Promise<readonly StatementLine[]>
  /**
   * What was booked after a cursor, at most `limit` lines. Only what is settled: nothing is ever booked before a
   * cursor that was given out.
   */
  feed(tenant: string, after: string | null, limit: number): Promise<Feed>
  /** How far a reader of the feed has come by its name; `null` at the beginning. */
  marked(tenant: string, reader: string): Promise<string | null>
  mark(tenant: string, reader: string, cursor: string): Promise<void>
  /**
   * Subjects, by id after `after`, at most `limit`, with lots or tiers that end by `soon`, or with holds that are over or
   * something of their state that has ended (`endsAt`) at `now`. More than these may be named.
   */
  due(
    tenant: string,
    when: { readonly now: number; readonly soon: number; readonly after: string | null; readonly limit: number },
  ): Promise<readonly string[]>
  /**
   * Subjects that hold a value of a field, by id after `after`, at most `limit`. Whether anything allows it to be read is
   * for `load` and its reader to say.
   */
  holders(tenant: string, field: string, after: string | null, limit: number): Promise<readonly string[]>
  /**
   * The awards that rest on somebody's word, since an instant, oldest first; what was kept back of them as well. Gifts
   * are none.
   */
  givenBy(tenant: string, giver: string, since: number): Promise<readonly Entry[]>
  /** Every account with all its transfers, by subject and currency after `after`, at most `limit`. */
  audit(
    tenant: string,
    after: { readonly subject: string; readonly currency: string } | null,
    limit: number,
  ): Promise<readonly Audited[]>
  /** What was booked from one instant to before another. */
  sums(tenant: string, span: { readonly from?: number; readonly until: number }): Promise<readonly Sum[]>
  /** What ends in a span, by instant, then subject. */
  ending(tenant: string, span: { readonly from: number; readonly until: number }): Promise<readonly Ending[]>
  /** What was ever issued to a subject, the newest first. */
  coupons(tenant: string, subject: string): Promise<readonly Coupon[]>
  /** Who is in a raffle, by ticket. */
  entries(tenant: string, raffle: string): Promise<readonly { readonly ticket: string; readonly subject: string }[]>
  /** Forgets who was in it. */
  forgetEntries(tenant: string, raffle: string): Promise<void>
  raffle(tenant: string, name: string): Promise<KeptRaffle | null>
  /** Keeps it where its version is still the one before (0: it is new); says whether it did. */
  keepRaffle(tenant: string, name: string, kept: KeptRaffle): Promise<boolean>
  /** The store's clock, epoch milliseconds. */
  now(): Promise<number>
}

/** A line of a member's statement: every line says why. */
export interface StatementLine {
  readonly seq: number
  readonly kind: TransferKind
  readonly amount: number
  readonly balanceAfter: number
  readonly at: number
  readonly reason: string
  /** The declared thing by which: a rule, campaign, reward, conversion, partner. */
  readonly code?: string
  /** The dates of what entered, or that a notice speaks of. */
  readonly lot?: { readonly availableAt: number; readonly expiresAt: number }
  /** Of a reversal: what could not be taken back, and what became a debt. */
  readonly shortfall?: number
  readonly owes?: number
  /** What a cap kept back. */
  readonly withheld?: number
  readonly actor?: string
}
