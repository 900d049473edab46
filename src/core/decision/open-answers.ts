import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { applies } from '../subject/conditions.js'
import { homeOf, type View } from './view.js'

/**
 * How many required answers are missing or stale, conditions aside; of alternatives those of the group that lacks least.
 * Nothing is allocated.
 */
export function openAnswers(plan: Plan, view: View, { needs, alternatives }: PlannedOffer, now: number): number {
  let open = 0
  for (let i = 0; i < needs.length; i++) if ((view.fresh[needs[i] as number] as number) <= now) open++
  if (alternatives.length === 0) return open
  let least = Number.POSITIVE_INFINITY
  for (const group of alternatives) {
    let lacks = 0
    for (const ask of group) if (isOpen(plan, view, ask, now)) lacks++
    least = Math.min(least, lacks)
  }
  return open + least
}

/** Those answers: the fields that are asked now, those whose condition holds among them. */
export function openFields(plan: Plan, view: View, planned: PlannedOffer, now: number): readonly string[] {
  const open = (asks: readonly PlannedAsk[]): readonly string[] =>
    asks
      .filter((ask) => isOpen(plan, view, ask, now) && applies(ask.when, homeOf(view, planned), view.local?.values))
      .map(({ field }) => field)
  const [least = []] = planned.alternatives.map(open).sort((a, b) => a.length - b.length)
  return [...new Set([...open(planned.asks), ...least])]
}

const isOpen = ({ fieldIndex }: Plan, { fresh }: View, { field, optional }: PlannedAsk, now: number): boolean =>
  !optional && (fresh[fieldIndex[field] as number] as number) <= now
