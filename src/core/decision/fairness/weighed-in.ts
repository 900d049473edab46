import type { Benefit } from '../../program/benefit.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../program/plan.js'
import type { Event } from '../../subject/event.js'
import type { Subject } from '../../subject/subject.js'
import { toMills } from '../../subject/weighed.js'
import { look } from '../view.js'
import { gained } from './burden.js'
import { raising, sensitivitiesIn } from './held-in.js'
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
  const granted: (Event & { type: 'granted' })[] = []
  const gives: Benefit[] = []
  const paid: PlannedAsk[] = []
  // What a step gives is beside what the offer gives, and nobody has appraised it.
  let step = 0
  for (const event of events)
    if (event.type === 'granted') granted.push(event)
    else if (event.type === 'paid')
      paid.push(...(planned.asked[event.field] ? [planned.asked[event.field] as PlannedAsk] : []))
    else if (event.type === 'given' && event.benefit === planned.offer.steps?.gives) step = event.benefit.worth ?? 0
    else if (event.type === 'given') gives.push(event.benefit)
  const burden = granted.length === 0 ? 0 : gained(plan, subject, granted, now, mindedBy(plan, subject, now))
  const got = step + (worthOfGifts(plan, planned, gives, payOf(plan, paid)).money ?? 0)
  return { gave: toMills(burden * rateOf(plan.program)), got: toMills(got) }
}

/** Few programs have segments that mind more than others: only there somebody has to be looked at. */
const mindedBy = (plan: Plan, subject: Subject, now: number): Float64Array | undefined =>
  raising(plan).length === 0 ? undefined : sensitivitiesIn(plan, look(plan, subject, undefined, now))
