import type { Plan, PlannedOffer } from '../program/plan.js'
import { applies } from '../subject/conditions.js'
import { type Scale, scaleOf } from './fairness/scale.js'
import { homeOf, type View } from './view.js'

/**
 * Until when an offer can't get the ground that it needs, because it was objected to, or refused and is not asked again
 * yet; of alternatives the one that is free first. 0 where nothing stands against it.
 */
export function blockedUntil(plan: Plan, view: View, planned: PlannedOffer): number {
  let first = Number.POSITIVE_INFINITY
  for (const pairs of neededBy(plan, planned)) {
    let last = 0
    for (let i = 0; i < pairs.length; i++) last = Math.max(last, pairUntil(plan, view, planned, pairs[i] as number))
    first = Math.min(first, last)
  }
  return first
}

/** The fields whose ground is missing so. */
export const blockedFields = (plan: Plan, view: View, planned: PlannedOffer): readonly string[] => {
  const pairs = neededBy(plan, planned).flatMap((group) => [...group])
  const blocked = pairs.filter((pair) => pairUntil(plan, view, planned, pair) > view.at)
  return [...new Set(blocked.map((pair) => plan.fields[Math.floor(pair / plan.purposes.length)] as string))]
}

/** What may not be left out, with each group of alternatives. */
const neededBy = (plan: Plan, { rank }: PlannedOffer): readonly Int32Array[] =>
  (scaleOf(plan) as Scale).asked[rank]?.required ?? []

function pairUntil(plan: Plan, view: View, planned: PlannedOffer, pair: number): number {
  const home = homeOf(view, planned)
  const isOpen = (view.ground[pair] as number) > view.at
  if (isOpen || ((view.ask[pair] as number) <= view.at && !hasObjected(home))) return 0
  const field = plan.fields[Math.floor(pair / plan.purposes.length)] as string
  const purpose = plan.purposes[pair % plan.purposes.length] as string
  const when = planned.asked[field]?.when
  if (when && !applies(when, home, view.local?.values)) return 0
  // To the offer's own purpose: that is said of the offer.
  if (purpose !== planned.offer.for && Object.hasOwn(home.objected, purpose)) return Number.POSITIVE_INFINITY
  const status = home.grounds[purpose]?.[field]?.status
  return status === undefined || status === 'granted' ? 0 : (view.ask[pair] as number)
}

function hasObjected({ objected }: View['subject']): boolean {
  for (const _ in objected) return true
  return false
}
