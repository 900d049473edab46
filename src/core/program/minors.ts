/**
 * How old somebody has to be to agree alone. Where this is declared, nobody gets points or coupons before they have
 * said in which band they are; no birth date is asked for it.
 */
export interface Minors {
  /** In years; the highest of the program's markets unless said. */
  readonly adultFrom?: number
}

/** What somebody says of their age, and nothing finer. */
export type AgeBand = 'adult' | 'minor'
