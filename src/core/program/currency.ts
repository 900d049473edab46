import type { Duration } from '../duration.js'
import type { Tiers } from './tier.js'

/** A day of every year, as in `12-31`; 29 February is none. */
export type MonthDay = `${number}-${number}`

/**
 * When points end, counted from the day on which they become available: after a period, at the end of the month,
 * quarter or year that holds that day, or on a fixed day of the year. A period in days or more ends with its last
 * day; all days are the programme's, in its time zone.
 */
export type Expiry =
  | Duration
  | { readonly after?: Duration; readonly endOf: 'month' | 'quarter' | 'year' }
  | { readonly after?: Duration; readonly on: MonthDay }

/** A unit of points: `redeemable` converts into rewards, `reputation` into respect and never into goods. */
export interface Currency<D extends string = string> {
  readonly kind: 'redeemable' | 'reputation'
  readonly label: string
  /** For ever unless said. */
  readonly expires?: Expiry
  /** How long before points end their owner is told; `P30D` unless said. */
  readonly notice?: Duration
  /** How long points last that come back after their end, as by a return; `P30D` unless said. */
  readonly grace?: Duration
  /** Ranks that are earned by qualifying points or by deeds. */
  readonly tiers?: Tiers<D>
  /** Of reputation: whether what somebody gave stays or is revoked when they are erased; it stays unless said. */
  readonly erasedGivers?: 'keep' | 'revoke'
}

export type Currencies = { readonly [name: string]: Currency }

/** Whole points by currency: the one shape of every amount in a program. */
export type Amounts<C extends string = string> = { readonly [N in C]?: number }

/** The names of the currencies that convert into rewards. */
export type Redeemable<C> = {
  [N in keyof C & string]: C[N] extends { readonly kind: 'redeemable' } ? N : never
}[keyof C & string]
