import type { Json } from '../core/json.js'
import type { Notice } from '../core/program/notice.js'
import type { Event } from '../core/subject/event.js'
import type { Subject } from '../core/subject/subject.js'

/** Whom to load: by the site's login where it is bound to a subject, else by the id. */
export interface Lookup {
  readonly subject?: string
  /** A keyed hash of the site's own id of the person; never the id itself. */
  readonly login?: string
  /** Commands about to be decided: what was answered before is returned with the subject. */
  readonly commands: readonly string[]
}

/** The first answer to a command, and the hash of what was asked. */
export interface Answered {
  readonly hash: string
  readonly answer: Json
}

export interface Loaded {
  /** The subject that was found, or `null`. */
  readonly id: string | null
  /** `nobody` where none was found. */
  readonly subject: Subject
  /** The login that the subject is bound to, if any. */
  readonly login: string | null
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
  readonly events: readonly Event[]
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
}

/** `stored`, or `raced`: somebody else stored first, nothing was written, load and decide again. */
export type Stored = 'stored' | 'raced'

/**
 * Where subjects, their points and their log are kept. Its laws, tested by `storeContract`:
 *
 * - **One step, all or nothing.** State, values, log, transfers, lots and login of a step become visible
 *   together or not at all.
 * - **Guarded.** A step is stored only where the subject's version and the number of each account that it
 *   changes are those of `before`; of many concurrent steps from one reading, exactly one is stored. A
 *   subject that is new in two steps at once is made by one of them. A step that binds a login which is bound
 *   to another subject by now has raced as well.
 * - **Nothing twice.** A command's id is taken once per subject; `load` returns its first answer for ever.
 * - **Each on its own.** In a batch of steps one that raced holds up no other. Tenants never see one another.
 * - **Two round trips.** `load` and `store` each cost one, however many subjects; nothing is locked between. A
 *   store may try the steps of a batch one by one where the database undid them together.
 * - **No value in the log.** A `learned` event is logged without its value; a value that `after` no longer
 *   holds is gone when the step is stored. The login of an erased subject is unbound.
 */
export interface Store {
  load(tenant: string, lookups: readonly Lookup[]): Promise<readonly Loaded[]>
  store(tenant: string, steps: readonly Step[]): Promise<readonly Stored[]>
  /** Brings the store to this version's shape; safe to run at any time, by many at once. */
  migrate(): Promise<void>
  /** A subject's ledger lines in one currency, newest first; 50 unless `limit` says. */
  statement(
    tenant: string,
    subject: string,
    currency: string,
    page?: { readonly before?: number; readonly limit?: number },
  ): Promise<readonly StatementLine[]>
}

/** A line of a member's statement. */
export interface StatementLine {
  readonly seq: number
  readonly kind: string
  readonly amount: number
  readonly balanceAfter: number
  readonly at: number
  readonly reason: string
}
