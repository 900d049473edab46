import type { Suppression } from './registers.js'

/** That somebody was erased; nothing else is known of them. */
export interface Erasure {
  readonly tenant: string
  readonly subject: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Who may not be imported again, by keyed hash. */
  readonly suppressions: readonly Suppression[]
}

/**
 * Who was erased, kept outside the store and its backups: after a backup was restored, they are erased again.
 *
 * - **First.** An erasure is here before it is acknowledged: `add` resolves once it will survive the machine's sudden
 *   end, and rejects where it can't be kept; then nobody is erased.
 * - **Never less.** What was added comes back from `all` in the order in which it was added; the same person more than
 *   once, where an erasure was tried again. Many may add at once.
 */
export interface Erasures {
  add(erasure: Erasure): Promise<void>
  all(): AsyncIterable<Erasure>
}
