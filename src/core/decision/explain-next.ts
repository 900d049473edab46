import type { Plan, PlannedOffer } from '../program/plan.js'
import { barsOf } from './barriers.js'
import type { BestFit } from './best-fit.js'
import type { Context } from './context.js'
import { compare } from './next-offer.js'
import { fitFound } from './nothing-fits.js'
import { asking } from './question.js'
import type { OfferBarred } from './reason.js'
import { type Factors, factorsOf } from './score.js'
import type { View } from './view.js'

/** An offer that may be proposed, and what its place comes from. */
export interface OfferRanked {
  readonly offer: string
  readonly factors: Factors
  /** Of an offer that `fits`: its coupon that goes best with what was seen. */
  readonly fit?: BestFit
}

/** How it was decided what to propose: each offer of the program stands in it once. */
export interface NextExplained {
  readonly winner: OfferRanked | null
  /** The others that may be proposed, the better first. */
  readonly ranked: readonly OfferRanked[]
  readonly rejected: readonly { readonly offer: string; readonly reasons: readonly OfferBarred[] }[]
}

/**
 * Why `nextOffer` proposes what it does.
 *
 * @example
 * const now = Date.now()
 * const { winner, ranked, rejected } = explainNext(plan, look(plan, nobody, undefined, now), { touchpoint: 'till', now })
 */
export function explainNext(plan: Plan, view: View, context: Context): NextExplained {
  const question = asking(context)
  const judged = plan.offers.map((planned) => ({ planned, reasons: barsOf(plan, view, planned, question) }))
  const show = (planned: PlannedOffer): OfferRanked => {
    const fit = fitFound(planned, question)
    return { offer: planned.id, factors: factorsOf(plan, view, planned), ...(fit && { fit }) }
  }
  const [winner = null, ...ranked] = judged
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ planned }) => planned)
    .sort((one, other) => compare(plan, view, one, other, context.now))
    .map(show)
  const rejected = judged
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ planned, reasons }) => ({ offer: planned.id, reasons }))
  return { winner, ranked, rejected }
}
