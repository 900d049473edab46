import type { Plan, PlannedOffer } from '../program/plan.js'
import { inSegment } from './segment.js'
import type { View } from './view.js'

/** What makes an offer fit here and now better, or less well. */
export interface FitFactor {
  readonly code: 'near' | 'moment' | 'suits' | 'suits_others'
  readonly times: number
}

const near: FitFactor = { code: 'near', times: 2 }
const moment: FitFactor = { code: 'moment', times: 1.5 }
const suits: FitFactor = { code: 'suits', times: 1.25 }
const others: FitFactor = { code: 'suits_others', times: 0.5 }

/**
 * How an offer that may be made fits: one that is bound to a place, or to a day of somebody's life, is made nowhere and
 * on no day else, so that it suits them then.
 */
export function fitOf(plan: Plan, view: View, { offer }: PlannedOffer): readonly FitFactor[] {
  if (!offer.near && !offer.moment && !offer.suits) return none
  return [
    ...(offer.near ? [near] : []),
    ...(offer.moment === undefined ? [] : [moment]),
    ...(offer.suits ? [offer.suits.some((name) => inSegment(plan, view, name)) ? suits : others] : []),
  ]
}

const none: readonly FitFactor[] = []
