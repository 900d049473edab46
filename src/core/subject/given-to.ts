import type { Benefit } from '../program/benefit.js'
import { repeatsFrom } from '../program/offer.js'
import type { PlannedOffer } from '../program/plan.js'
import type { Subject } from './subject.js'

/**
 * What an acceptance gives now. Leaving and coming back before the offer repeats brings no points and no coupon
 * again: those one keeps when one leaves.
 */
export function givenTo(planned: PlannedOffer, subject: Subject, now: number): readonly Benefit[] {
  const before = subject.offers[planned.id]
  const isReturn = before && before.accepted > 0 && now < repeatsFrom(planned.offer.repeats, before.at)
  return isReturn ? planned.gives.filter(({ benefit }) => benefit !== 'points' && benefit !== 'coupon') : planned.gives
}
