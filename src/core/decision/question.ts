import type { BestFit } from './best-fit.js'
import type { Context } from './context.js'

/**
 * One question about one view, with what is worked out once for all offers that it looks at: a thousand of them take no
 * longer for it.
 */
export interface Question extends Context {
  /** Per place: 1 where somebody is. */
  places?: Uint8Array
  /** Per moment: how it stands. */
  standings?: readonly MomentStanding[]
  /** From when on anything new may be displayed here. */
  approach?: Approachable
  /** Per offer that was asked about: what fits best. */
  fits?: { [offer: string]: BestFit | null }
}

export type MomentStanding = 'open' | 'no_moment' | 'taboo_unconfirmed' | 'not_the_moment'

/** By the channel, and by all. */
export interface Approachable {
  readonly channel: number
  readonly all: number
}

export const asking = (context: Context): Question => ({ ...context })
