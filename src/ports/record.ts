import type { Transfer } from '../core/points/transfer.js'
import type { SealedEvent } from '../core/subject/event.js'
import type { Said } from '../core/subject/said.js'

/** One decided command that changed more than points: a line of a subject's log. */
export interface LogLine {
  readonly kind: 'log'
  readonly subject: string
  /** The version of the subject that it made. */
  readonly version: number
  readonly command: string
  /** When it was recorded, epoch milliseconds. */
  readonly at: number
  /** How it was said: by what act, shown what, where, when. */
  readonly said: Said
  /** None of a refusal. Values stand in it as commitments alone. */
  readonly events: readonly SealedEvent[]
}

/** One transfer: a line of the ledger. */
export interface TransferLine {
  readonly kind: 'transfer'
  readonly subject: string
  readonly transfer: Transfer
}

export type Line = LogLine | TransferLine

/** A page of all that happened in a tenant, in an order that never changes, and where it ends. */
export interface Lines {
  readonly lines: readonly Line[]
  readonly cursor: string
}

/** A link of the chain: the hashes of at most 1,000 lines that follow one another, and the block before. */
export interface Block {
  /** Counts from 1. */
  readonly n: number
  /** The `root` of the block before, as lower-case hex; 64 zeros of the first. */
  readonly prev: string
  /** SHA-256 over RFC 8785 of `at`, `hashes`, `n` and `prev`, as lower-case hex. */
  readonly root: string
  /** 32 bytes per line, in the order of the lines, as lower-case hex. */
  readonly hashes: string
  /** The cursor behind its last line. */
  readonly cursor: string
  /** Epoch milliseconds. */
  readonly at: number
}

/**
 * What happened, to be read, chained and checked.
 *
 * - **Settled.** `lines` tells nothing before a cursor that it gave out, ever: a reader that goes on from its cursor
 *   misses none. What is not settled yet comes later.
 * - **Append-only.** Neither lines nor blocks can be changed or removed by what the store offers; a database refuses it.
 * - **Fenced.** Of many that append the block of one number, one succeeds.
 */
export interface RecordStore {
  /**
   * Log lines and transfers of all subjects after a cursor, at most `limit`. What was stored at once comes by subject,
   * each with its log by version before its transfers by currency and number.
   */
  lines(tenant: string, after: string | null, limit: number): Promise<Lines>
  /** A subject's own log, the oldest first, after a version; all of it unless `limit` says. */
  history(
    tenant: string,
    subject: string,
    page?: { readonly after?: number; readonly limit?: number },
  ): Promise<readonly LogLine[]>
  /** Blocks by number after `after` (0: from the first), at most `limit`. */
  blocks(tenant: string, after: number, limit: number): Promise<readonly Block[]>
  lastBlock(tenant: string): Promise<Block | null>
  /** Says whether it was appended: it follows the last one by number and `prev`, and nobody else was faster. */
  append(tenant: string, block: Block): Promise<boolean>
}
