/** A tier as an account has it. */
export interface TierHeld {
  readonly name: string
  /** Epoch milliseconds. */
  readonly since: number
  /**
   * Of a tier by points: to the end of this period, whatever happens but that the points themselves are taken back.
   * Of one by deeds: when due work looks at it again.
   */
  readonly until?: number
  /** Of a tier by deeds: since when they bear it out no more. */
  readonly below?: number
  /** Of a tier by points: the one that was held before the period that earned this one. */
  readonly before?: Omit<TierHeld, 'before'>
}
