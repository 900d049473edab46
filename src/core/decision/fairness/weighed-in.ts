import type { Benefit } from '../../program/benefit.js'
import type { Plan, PlannedOffer } from '../../program/plan.js'
import type { Event } from '../../subject/event.js'
import type { Subject } from '../../subject/subject.js'
import { look } from '../view.js'
import { toMills } from './balance.js'
import { added, type Held, heldBy } from './burden.js'
import { heldIn, raising } from './held-in.js'
import { pairsByField } from './scale.js'
import { payOf, rateOf, worthOfGifts } from './worth.js'

/**
 * What one acceptance gave and got, in the program's money: what was granted with it, beside what stood before; what was
 * given, and paid for answers. What was left out counts on neither side, and a worth that nobody knows as nothing.
 *
 * @param events those of the acceptance
 */
export function weighedIn(
  plan: Plan,
  subject: Subject,
  planned: PlannedOffer,
  events: readonly Event[],
  now: number,
): { readonly gave: number; readonly got: number } {
  const granted = events.filter((event) => event.type === 'granted')
  const gifts = events.flatMap((event) => (event.type === 'given' ? [event.benefit] : []))
  // What a step gives is worth what is declared: people appraise the whole of it.
  const isStep = (benefit: Benefit) => benefit === planned.offer.steps?.gives
  const ofSteps = gifts.filter(isStep).reduce((sum, { worth = 0 }) => sum + worth, 0)
  const gives = gifts.filter((benefit) => !isStep(benefit))
  const paid = events.flatMap((event) => (event.type === 'paid' ? (planned.asked[event.field] ?? []) : []))
  // What a step gives is beside what the offer gives, and nobody has appraised it.
  const step = gives.find((benefit) => benefit === planned.offer.steps?.gives)
  const own = gives.filter((benefit) => benefit !== step)
  const burden = granted.length === 0 ? 0 : added(plan, heldBefore(plan, subject, now), pairsByField(plan, granted))
  return {
    gave: toMills(burden * rateOf(plan.program)),
    got: toMills(ofSteps + ((step?.worth ?? 0) + (worthOfGifts(plan, planned, own, payOf(plan, paid)).money ?? 0))),
  }
}

/** Few programs have segments that mind more than others: only there somebody has to be looked at. */
const heldBefore = (plan: Plan, subject: Subject, now: number): Held =>
  raising(plan).length === 0 ? heldBy(plan, [subject], now) : heldIn(plan, look(plan, subject, undefined, now))
