import type { Plan, PlannedOffer } from '../program/plan.js'
import { filters } from './filter.js'
import type { LastingFilter, PassingFilter } from './offer-filter.js'
import type { Question } from './question.js'
import type { OfferBarred } from './reason.js'
import type { View } from './view.js'

/** The filters that concern each offer, by rank. */
interface Barriers {
  readonly lasting: readonly (readonly LastingFilter[])[]
  readonly passing: readonly (readonly PassingFilter[])[]
  /** Of those, the ones that are about single offers. */
  readonly single: readonly (readonly PassingFilter[])[]
}

const made = new WeakMap<Plan, Barriers>()

/** Worked out once per plan. */
export function barriersOf(plan: Plan): Barriers {
  const known = made.get(plan)
  if (known) return known
  const concerned = plan.offers.map((planned) => filters.filter(({ concerns }) => concerns?.(planned, plan) ?? true))
  const passing = concerned.map((its) => its.filter((one): one is PassingFilter => !one.lasting))
  const fresh = {
    lasting: concerned.map((its) => its.filter((one): one is LastingFilter => one.lasting === true)),
    passing,
    single: passing.map((its) => its.filter(({ overall }) => !overall)),
  }
  made.set(plan, fresh)
  return fresh
}

const open = new WeakMap<View, Float64Array>()

/** Per offer, by rank: from when on nothing that is known of the subject bars it. Worked out once per view. */
export function opensAt(plan: Plan, view: View): Float64Array {
  const known = open.get(view)
  if (known) return known
  const { lasting } = barriersOf(plan)
  const fresh = Float64Array.from(plan.offers, (planned, rank) => {
    let until = 0
    for (const filter of lasting[rank] as readonly LastingFilter[]) {
      until = Math.max(until, filter.until(plan, view, planned))
      if (until === Number.POSITIVE_INFINITY) break
    }
    return until
  })
  open.set(view, fresh)
  return fresh
}

/** Whether one of these filters bars an offer now. Nothing is allocated. */
export function isBarred(
  passing: readonly PassingFilter[],
  plan: Plan,
  view: View,
  planned: PlannedOffer,
  question: Question,
): boolean {
  for (let i = 0; i < passing.length; i++)
    if ((passing[i] as PassingFilter).until(plan, view, planned, question) > question.now) return true
  return false
}

/** All that speaks against an offer. */
export const barsOf = (plan: Plan, view: View, planned: PlannedOffer, question: Question): readonly OfferBarred[] =>
  filters.flatMap((filter) => {
    if (filter.concerns?.(planned, plan) === false) return []
    // What hangs on the subject alone leaves the question aside.
    const { until, why } = filter as PassingFilter
    const end = until(plan, view, planned, question)
    return end > question.now ? [why(plan, view, planned, end, question)] : []
  })
