import type { Duration } from '../duration.js'

/** Nobody is approached about these unasked: they need explicit consent to that very use. */
export const tabooMoments = ['wedding', 'birth', 'pregnancy', 'bereavement', 'illness', 'divorce'] as const

export type TabooMoment = (typeof tabooMoments)[number]
export type MomentKind = 'birthday' | 'anniversary' | 'move' | 'other' | TabooMoment

/**
 * A date in a subject's life that may be the occasion of an offer. It comes from what they declared themselves, is fresh
 * and may be used for this: never inferred, never imported, never read from an old post.
 */
export interface Moment<F extends string = string, P extends string = string> {
  readonly label: string
  readonly kind: MomentKind
  /** The field that holds the date, as in `1990-04-30`. */
  readonly field: F
  /** The purpose under which the date is read; of a taboo moment one of its own that rests on explicit consent. */
  readonly for: P
  /** It comes back each year; a 29 February on 28 February where there is none. */
  readonly yearly?: boolean
  /** From how long before the day on; on the day itself unless said. */
  readonly opens?: Duration
  /** Until how long after the day; until the day ends unless said. */
  readonly closes?: Duration
}

export type Moments = { readonly [name: string]: Moment }
