import type { Json } from '../json.js'
import type { Pair } from '../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { applies, freshUntil } from '../subject/conditions.js'
import type { View } from './view.js'

type Answers = { readonly [field: string]: Json }

/** An offer's asks, sorted by what is left to answer. */
export interface SortedAsks {
  readonly open: readonly PlannedAsk[]
  readonly known: readonly PlannedAsk[]
  /** Alternatives, while none of them is complete; of each what is open. */
  readonly groups: readonly (readonly PlannedAsk[])[]
  /** Optional ones that were refused, and are not proposed again yet. */
  readonly resting: readonly PlannedAsk[]
}

/**
 * What is missing or stale, and what need not be given again.
 *
 * @param given what was answered so far: it opens the asks that hang on it
 */
export function sortAsks(plan: Plan, view: View, planned: PlannedOffer, now: number, given: Answers): SortedAsks {
  const answers = { ...knownAnswers(planned, view, now, plan), ...given }
  const active = planned.asks.filter((ask) => applies(ask.when, view.subject, answers))
  const isOpen = (ask: PlannedAsk) => !isSettled(plan, view, ask, now)
  const isResting = (ask: PlannedAsk) => ask.optional && isOpen(ask) && (view.ask[pairOf(plan, ask)] as number) > now
  const done = planned.alternatives.find((group) => group.every((ask) => ask.optional || !isOpen(ask)))
  return {
    open: active.filter((ask) => isOpen(ask) && !isResting(ask)),
    known: [...active, ...(done ?? [])].filter((ask) => !isOpen(ask)),
    groups: done ? [] : planned.alternatives.map((group) => group.filter(isOpen)),
    resting: active.filter(isResting),
  }
}

/** Known and fresh; where the subject has to say yes to its purpose apart, the yes as well. */
function isSettled(plan: Plan, view: View, ask: PlannedAsk, now: number): boolean {
  if ((view.fresh[plan.fieldIndex[ask.field] as number] as number) <= now) return false
  if (!ask.optional && plan.program.purposes[ask.purpose]?.basis !== 'explicit-consent') return true
  return stands(plan, view, ask, now)
}

/** The place of a pair in a view. */
export const pairOf = (plan: Plan, { purpose, field }: Pair): number =>
  (plan.fieldIndex[field] as number) * plan.purposes.length + (plan.purposeIndex[purpose] as number)

/** Agreed to, and not about to end: there is nothing to ask. */
function stands(plan: Plan, view: View, pair: Pair, now: number): boolean {
  const at = pairOf(plan, pair)
  return (view.ground[at] as number) > now && (view.ask[at] as number) > now
}

/** The values of this offer's fields that either fold knows. */
function knownAnswers(planned: PlannedOffer, view: View, now: number, plan: Plan): Answers {
  const found: { [field: string]: Json } = {}
  for (const who of view.local ? [view.local, view.subject] : [view.subject])
    for (const field of Object.keys(planned.asked))
      if (freshUntil(plan.program, who, field) > now && Object.hasOwn(who.values, field))
        found[field] = who.values[field] as Json
  return found
}
