import type { Plan, PlannedOffer } from '../program/plan.js'
import { barriersOf, isBarred, opensAt } from './barriers.js'
import { approachFrom } from './contact.js'
import type { Context } from './context.js'
import type { PassingFilter } from './offer-filter.js'
import { openAnswers } from './open-answers.js'
import { asking } from './question.js'
import { weighingOf } from './score.js'
import type { View } from './view.js'

/**
 * The offer to propose now, or `undefined`: of those that nothing speaks against, the one that gives most beyond what it
 * asks, where it fits (`explainNext` tells the figures). The order in which a program declares its offers changes nothing.
 *
 * @example
 * const now = Date.now()
 * const planned = nextOffer(plan, look(plan, nobody, undefined, now), { touchpoint: 'web', now })
 */
export function nextOffer(plan: Plan, view: View, context: Context): PlannedOffer | undefined {
  const { now } = context
  const question = asking(context)
  if (approachFrom(plan, view, question) > now) return undefined
  // What bars everything alike is out of the way now, but for what is new beside what this page shows.
  const filters = barriersOf(plan)[view.displayed?.size ? 'passing' : 'single']
  const open = opensAt(plan, view)
  const { score } = weighingOf(plan, view)
  let best: PlannedOffer | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const planned of plan.offers) {
    const { rank } = planned
    const its = score[rank] as number
    if ((open[rank] as number) > now || its < most) continue
    if (best && its === most && amongEqual(plan, view, planned, best, now) > 0) continue
    if (isBarred(filters[rank] as readonly PassingFilter[], plan, view, planned, question)) continue
    best = planned
    most = its
  }
  return best
}

/** Which of two offers goes first: below zero the one, above it the other. */
export function compare(plan: Plan, view: View, one: PlannedOffer, other: PlannedOffer, now: number): number {
  const { score } = weighingOf(plan, view)
  return (score[other.rank] as number) - (score[one.rank] as number) || amongEqual(plan, view, one, other, now)
}

/**
 * Of equally good ones the one goes first that asks less that is not known, then the one that the site would like more,
 * then the earlier stage, then the name.
 */
const amongEqual = (plan: Plan, view: View, one: PlannedOffer, other: PlannedOffer, now: number): number =>
  openAnswers(plan, view, one, now) - openAnswers(plan, view, other, now) ||
  (other.offer.interest ?? 0) - (one.offer.interest ?? 0) ||
  one.rank - other.rank
