/** A tier as an account has it. */
export interface TierHeld {
  readonly name: string
  /** Epoch milliseconds. */
  readonly since: number
  /** Of a tier by points: to the end of this period, whatever happens. */
  readonly until?: number
  /** Of a tier by deeds: since when they bear it out no more. */
  readonly below?: number
}
