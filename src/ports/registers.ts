import type { Json } from '../core/json.js'
import type { Notice } from '../core/program/notice.js'

/** Who may not be imported again, by a keyed hash of an identifier or login; nothing else is known of them. */
export interface Suppression {
  readonly hash: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly until: number
}

/** Proof of past consents, sealed; kept apart from everything else, and only for a declared time. */
export interface Proof {
  readonly id: string
  readonly subject: string
  readonly sealed: string
  readonly at: number
  readonly until: number
}

/** How often a value was read for a decision on a day. */
export interface Use {
  readonly subject: string
  readonly field: string
  readonly purpose: string
  /** What it was read for, as in `next`, `gate:review`, `mail:newsletter`; `read` unless the caller said. */
  readonly decision: string
  /** A day in UTC, as in `2027-01-31`. */
  readonly day: string
  readonly count: number
}

/** A request of a subject (GDPR Art. 12 to 22), from its receipt to its answer. */
export interface RequestKept {
  readonly id: string
  /** `null` where it is not known whose it is. */
  readonly subject: string | null
  /** Counts its changes. */
  readonly version: number
  readonly body: Json
  /** Until when it has to be answered, epoch milliseconds; `null` once it is. */
  readonly due: number | null
}

/**
 * What is kept beside the subjects.
 *
 * - Counting adds: many who count at once lose nothing.
 * - A request is kept where its version is one above the stored one (1: it is new), and says whether it was.
 * - Of somebody erased nothing is counted: what was is gone when that step is stored, and nothing comes after it.
 * - What is over (`until`) is not found any more, and `forgetRegisters` removes it.
 */
export interface RegisterStore {
  /** Whose identifiers these are, by keyed hash; one may be several people's until it is confirmed. */
  identified(
    tenant: string,
    hashes: readonly string[],
  ): Promise<readonly { readonly hash: string; readonly subject: string }[]>
  /** Which of these may not be imported. */
  suppressed(tenant: string, hashes: readonly string[], now: number): Promise<readonly string[]>
  /** Adds some; one that is there keeps the later end. */
  suppress(tenant: string, suppressions: readonly Suppression[]): Promise<void>
  proofs(tenant: string, subject: string): Promise<readonly Proof[]>
  count(tenant: string, uses: readonly Use[]): Promise<void>
  /** By day, the newest first. */
  uses(tenant: string, subject: string): Promise<readonly Use[]>
  /** The words that were shown, by the hashes that evidence names them by; what was never shown is left out. */
  notices(tenant: string, hashes: readonly string[]): Promise<readonly Notice[]>
  keepRequest(tenant: string, request: RequestKept): Promise<boolean>
  request(tenant: string, id: string): Promise<RequestKept | null>
  /**
   * Open ones by due date, the most urgent first; all of them, the newest first, where asked; of one subject likewise.
   * 100 unless `limit` says.
   */
  requests(
    tenant: string,
    which?: { readonly subject?: string; readonly all?: boolean; readonly limit?: number },
  ): Promise<readonly RequestKept[]>
  /** Removes suppressions, proofs, and uses before `usesBefore` (a day), that are over. */
  forgetRegisters(tenant: string, when: { readonly now: number; readonly usesBefore: string }): Promise<void>
}
