import type { Plan, PlannedOffer } from '../program/plan.js'
import { isBarredNow, opensAt } from './barriers.js'
import type { Context } from './context.js'
import type { View } from './view.js'

/**
 * The offer to propose now, or `undefined`: of those that nothing speaks against, the one that asks least of what is not
 * yet known; of equal ones the earlier stage, then the name. The order in which a program declares them changes nothing.
 *
 * @example
 * const planned = nextOffer(plan, look(plan, subject, undefined, now), { touchpoint: 'web', now })
 */
export function nextOffer(plan: Plan, view: View, context: Context): PlannedOffer | undefined {
  const { now } = context
  const open = opensAt(plan, view)
  let best: PlannedOffer | undefined
  let least = Number.POSITIVE_INFINITY
  for (const planned of plan.offers) {
    if ((open[planned.rank] as number) > now) continue
    const asks = openNeeds(planned, view, now, least)
    if (asks >= least || isBarredNow(plan, view, planned, context)) continue
    best = planned
    least = asks
  }
  return best
}

/** How many required answers are missing or stale; stops counting where it is beaten already. */
function openNeeds(planned: PlannedOffer, view: View, now: number, least: number): number {
  const { needs } = planned
  let open = planned.alternatives.length > 0 ? 1 : 0
  for (let i = 0; i < needs.length && open < least; i++) if ((view.fresh[needs[i] as number] as number) <= now) open++
  return open
}
