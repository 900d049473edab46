import type { Pair } from '../../program/pair.js'

/** What a gate needs and does not have. */
export interface Lacking {
  readonly pairs: readonly Pair[]
  /** How many points are missing, by currency. */
  readonly points: { readonly [currency: string]: number }
}
