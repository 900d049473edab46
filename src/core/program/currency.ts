import type { Duration } from '../duration.js'

/** A unit of points: `redeemable` converts into rewards, `reputation` into respect and never into goods. */
export interface Currency {
  readonly kind: 'redeemable' | 'reputation'
  readonly label: string
  /** How long points last from the day on which they become available; for ever unless said. */
  readonly expires?: Duration
}

export type Currencies = { readonly [name: string]: Currency }

/** Whole points by currency: the one shape of every amount in a program. */
export type Amounts<C extends string = string> = { readonly [N in C]?: number }

/** The names of the currencies that convert into rewards. */
export type Redeemable<C> = {
  [N in keyof C & string]: C[N] extends { readonly kind: 'redeemable' } ? N : never
}[keyof C & string]
