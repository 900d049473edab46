import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import type { View } from './view.js'

/** How many required answers are missing or stale; of alternatives those of the group that lacks least. */
export function openAnswers(plan: Plan, view: View, { needs, alternatives }: PlannedOffer, now: number): number {
  let open = 0
  for (let i = 0; i < needs.length; i++) if ((view.fresh[needs[i] as number] as number) <= now) open++
  if (alternatives.length === 0) return open
  let least = Number.POSITIVE_INFINITY
  for (const group of alternatives) least = Math.min(least, openIn(plan, view, group, now))
  return open + least
}

function openIn({ fieldIndex }: Plan, { fresh }: View, group: readonly PlannedAsk[], now: number): number {
  let open = 0
  for (const { field, optional } of group)
    if (!optional && (fresh[fieldIndex[field] as number] as number) <= now) open++
  return open
}
