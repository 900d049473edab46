import type { Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { momentPair } from './moment.js'
import { segmentPairs } from './segment.js'
import type { View } from './view.js'

/** The fields whose values an offer is proposed by, and for what: what it uses, its moment, and whom it suits. */
export function offerPairs(plan: Plan, view: View, planned: PlannedOffer): readonly Pair[] {
  const { uses, offer } = planned
  const moment = momentPair(plan, planned)
  return [
    ...uses.map((field) => ({ field, purpose: offer.for })),
    ...(moment ? [moment] : []),
    ...(offer.suits ?? []).flatMap((segment) => segmentPairs(plan, view, segment)),
  ]
}
