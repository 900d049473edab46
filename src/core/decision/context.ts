import type { BestFit } from './best-fit.js'

/** Where somebody is, as the page says for the moment. It is looked at and forgotten: never stored, never sent. */
export interface Situation {
  /** One of the program's places, as a shelf's beacon or a table's code names it. */
  readonly place?: string
  /** Degrees, north and east positive (WGS 84). */
  readonly position?: { readonly latitude: number; readonly longitude: number }
}

/** When and where something is decided. */
export interface Context {
  readonly touchpoint: string
  /** Epoch milliseconds. */
  readonly now: number
  /** Minutes since midnight on the subject's own clock; UTC unless said. */
  readonly minute?: number
  /** The date on the subject's own calendar, as in `2026-11-22`; UTC unless said. */
  readonly date?: string
  readonly situation?: Situation
  /** Who decides has no device of theirs at hand: what is received and chosen stays on one (law 8). */
  readonly elsewhere?: true
  /**
   * Of an offer's coupons, the one that fits what was seen under a ground in force; `null` where none does or is left.
   * Pure, and asked only where nothing cheaper speaks against the offer. Without it, no offer that `fits` is proposed.
   */
  readonly fit?: (offer: string) => BestFit | null
}

/** Where no touchpoint is named, what is asked is not bound to a place or a day: it is about anywhere, and any day. */
export type Occasion = Pick<Context, 'now'> & Partial<Context>

export const minuteOf = ({ minute, now }: Context): number => minute ?? Math.floor(now / 60_000) % 1440

export const dateOf = ({ date, now }: Context): string => date ?? new Date(now).toISOString().slice(0, 10)
