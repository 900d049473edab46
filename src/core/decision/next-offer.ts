import type { Plan, PlannedOffer } from '../program/plan.js'
import { applies } from '../subject/conditions.js'
import type { View } from './view.js'

/**
 * The offer to propose now, or `undefined`: of those that may be made here and are not at rest, the one
 * that asks least of what is not yet known; of equal ones the earlier stage, then the name. The order in
 * which a program declares them changes nothing.
 *
 * @param now epoch milliseconds
 */
export function nextOffer(plan: Plan, view: View, touchpoint: string, now: number): PlannedOffer | undefined {
  let best: PlannedOffer | undefined
  let least = Number.POSITIVE_INFINITY
  for (const planned of plan.offers) {
    if ((view.open[planned.rank] as number) > now || (planned.at && !planned.at.has(touchpoint))) continue
    const asks = openNeeds(planned, view, now, least)
    if (asks >= least || !fits(planned, view)) continue
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

/** Its condition holds, and what a receive offer uses is there. */
function fits({ offer, onDevice, uses }: PlannedOffer, { subject, local }: View): boolean {
  const who = onDevice && local ? local : subject
  if (offer.when && !applies(offer.when, subject, local?.values)) return false
  return offer.principle !== 'receive' || uses.every((field) => Object.hasOwn(who.values, field))
}
