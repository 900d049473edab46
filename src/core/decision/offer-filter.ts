import type { Plan, PlannedOffer } from '../program/plan.js'
import type { Question } from './question.js'
import type { OfferBarred } from './reason.js'
import type { View } from './view.js'

/**
 * One thing that may speak against proposing an offer. It decides by one number, for `next()` and for every
 * explanation alike; the reason is put together only where somebody asks for it.
 */
interface Filter<Passing extends readonly Question[]> {
  /** Which offers it is about, asked once per plan; all of them unless said. */
  readonly concerns?: (planned: PlannedOffer, plan: Plan) => boolean
  /**
   * Until when it bars the offer, epoch milliseconds: 0 (or anything past) where it does not, `Infinity` where only a
   * change ends it. Allocates nothing.
   */
  readonly until: (plan: Plan, view: View, planned: PlannedOffer, ...question: Passing) => number
  /** Why: asked only where it bars. */
  readonly why: (plan: Plan, view: View, planned: PlannedOffer, until: number, ...question: Passing) => OfferBarred
}

/** What hangs on the subject alone: worked out once for each view, as of `view.at`. */
export type LastingFilter = Filter<[]> & { readonly lasting: true }

/** What hangs on when and where it is asked: worked out with each question. */
export type PassingFilter = Filter<[Question]> & {
  readonly lasting?: undefined
  /** It bars all offers alike that this page does not show yet: `approachFrom` says when, for all of them. */
  readonly overall?: true
}

export type OfferFilter = LastingFilter | PassingFilter
