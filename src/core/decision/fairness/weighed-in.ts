import type { Plan, PlannedOffer } from '../../program/plan.js'
import type { Event } from '../../subject/event.js'
import type { Subject } from '../../subject/subject.js'
import { toMills } from './balance.js'
import { added, heldBy } from './burden.js'
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
  const gives = events.flatMap((event) => (event.type === 'given' ? [event.benefit] : []))
  const paid = events.flatMap((event) => (event.type === 'paid' ? (planned.asked[event.field] ?? []) : []))
  const burden = granted.length === 0 ? 0 : added(plan, heldBy(plan, [subject], now), pairsByField(plan, granted))
  return {
    gave: toMills(burden * rateOf(plan.program)),
    got: toMills(worthOfGifts(plan, planned, gives, payOf(plan, paid)).money ?? 0),
  }
}
