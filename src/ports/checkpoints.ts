/** That a tenant's chain was so long at an instant, and what stood at its end. */
export interface Checkpoint {
  readonly tenant: string
  /** The number of its last block, and that block's root and cursor. */
  readonly n: number
  readonly root: string
  readonly cursor: string
  /** When it was signed, epoch milliseconds. */
  readonly at: number
}

/**
 * Keeps signed checkpoints where nobody can change them who can write the database: a file on another machine, a
 * bucket that only grows, another party's mailbox. Who can write all of the database can chain all of it anew; only
 * what was kept elsewhere shows it.
 *
 * - **Kept.** `keep` resolves once the checkpoint will survive the machine's sudden end. Where it rejects, the next run
 *   brings a later one, which stands for all before it.
 * - Many servers may keep at once, in any order, and the same block more than once.
 */
export interface Checkpoints {
  /** @param jws a JWS in compact form, with a `Checkpoint` as its payload */
  keep(jws: string): Promise<void>
}
