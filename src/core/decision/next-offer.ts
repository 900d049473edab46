import type { Plan, PlannedOffer } from '../program/plan.js'
import { isBarredNow, opensAt } from './barriers.js'
import { approachFrom } from './contact.js'
import type { Context } from './context.js'
import { openAnswers } from './open-answers.js'
import { weighingOf } from './score.js'
import type { View } from './view.js'

/**
 * The offer to propose now, or `undefined`: of those that nothing speaks against, the one that gives most beyond what it
 * asks, where it fits (`explainNext` tells the figures). The order in which a program declares its offers changes nothing.
 *
 * @example
 * const planned = nextOffer(plan, look(plan, subject, undefined, now), { touchpoint: 'web', now })
 */
export function nextOffer(plan: Plan, view: View, context: Context): PlannedOffer | undefined {
  const { now } = context
  if (approachFrom(plan, view, context) > now) return undefined
  const open = opensAt(plan, view)
  const { score } = weighingOf(plan, view)
  let best: PlannedOffer | undefined
  for (const planned of plan.offers) {
    const { rank } = planned
    if ((open[rank] as number) > now || (best && (score[rank] as number) < (score[best.rank] as number))) continue
    if (best && compare(plan, view, planned, best, now) > 0) continue
    if (!isBarredNow(plan, view, planned, context)) best = planned
  }
  return best
}

/**
 * Which of two offers goes first: below zero the one, above it the other. Of equally good ones the one that asks less
 * that is not known, then the one that the site would like more, then the earlier stage, then the name.
 */
export function compare(plan: Plan, view: View, one: PlannedOffer, other: PlannedOffer, now: number): number {
  const { score } = weighingOf(plan, view)
  return (
    (score[other.rank] as number) - (score[one.rank] as number) ||
    openAnswers(plan, view, one, now) - openAnswers(plan, view, other, now) ||
    (other.offer.interest ?? 0) - (one.offer.interest ?? 0) ||
    one.rank - other.rank
  )
}
