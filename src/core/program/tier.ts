import type { Duration } from '../duration.js'

/** What a tier asks of one deed: so many, within the tiers' window unless `ever`. */
export interface DeedNeed {
  readonly atLeast?: number
  /** Such deeds speak against: at most so many. */
  readonly atMost?: number
  /** At least this share of all that there was on the site (`totals`), and no more than `cap` of them. */
  readonly share?: number
  readonly cap?: number
  /** From at least so many different givers. */
  readonly givers?: number
  /** Such deeds speak against: by at most so many different people. */
  readonly giversAtMost?: number
  /** On at least so many different days. */
  readonly days?: number
  /** Counted from the beginning, not within the window. */
  readonly ever?: boolean
  /** Counted within this time, not within the tiers' window. */
  readonly within?: Duration
}

export interface PointTier {
  readonly name: string
  readonly label: string
  /** Qualifying points within one period. */
  readonly from: number
}

export interface DeedTier<D extends string = string> {
  readonly name: string
  readonly label: string
  /** Of one deed, a list asks all that stands in it. */
  readonly deeds: { readonly [N in D]?: number | DeedNeed | readonly DeedNeed[] }
}

/** Reached within a period; held to the end of the next one. */
export interface PointTiers {
  readonly by: 'points'
  readonly period: 'month' | 'quarter' | 'year'
  /** When it ends unearned: to what the last period earned, one tier down, or never. */
  readonly downgrade: 'drop' | 'step' | 'never'
  /** How long before its end a member is told; `P30D` unless said. */
  readonly notice?: Duration
  /** From the lowest to the highest. */
  readonly steps: readonly PointTier[]
}

/** Held as long as the deeds of the last while bear it out. */
export interface DeedTiers<D extends string = string> {
  readonly by: 'deeds'
  readonly within: Duration
  /** Who has a tier keeps it down to this share of what it asks; 0.9 unless said. */
  readonly keep?: number
  /** How long one may be below that before it is lost; `P14D` unless said. */
  readonly grace?: Duration
  readonly steps: readonly DeedTier<D>[]
}

/** Ranks within a currency, each above the one before it. */
export type Tiers<D extends string = string> = PointTiers | DeedTiers<D>
