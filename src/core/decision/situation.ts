import { pointAt } from '../program/place.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import type { Situation } from './context.js'
import type { PassingFilter } from './offer-filter.js'
import type { Question } from './question.js'

/** An offer that begins or ends is made from its first instant on, and at its last not any more. */
export const spanFilters: readonly PassingFilter[] = [
  {
    concerns: ({ span }) => span.from > Number.NEGATIVE_INFINITY,
    until: (_, _view, { span }) => span.from,
    why: (_, _view, { span }) => ({ code: 'not_yet', from: span.from }),
  },
  {
    concerns: ({ span }) => span.until < Number.POSITIVE_INFINITY,
    until: (_, _view, { span }, { now }) => (now < span.until ? 0 : Number.POSITIVE_INFINITY),
    why: (_, _view, { span }) => ({ code: 'over', since: span.until }),
  },
]

/** An offer that belongs to places is made to who is at one of them, as the page says at that moment. */
export const nearFilter: PassingFilter = {
  concerns: ({ near }) => near !== undefined,
  until: (plan, _, planned, context) => (isNear(planned, here(plan, context)) ? 0 : Number.POSITIVE_INFINITY),
  why: (_, _view, { offer }) => ({ code: 'not_near', places: offer.near ?? [] }),
}

function isNear({ near = nowhere }: PlannedOffer, places: Uint8Array): boolean {
  for (let n = 0; n < near.length; n++) if (places[near[n] as number] === 1) return true
  return false
}

const nowhere = new Int32Array()
/** Of all places, once for all offers that are looked at together; forgotten with the question. */
function here(plan: Plan, question: Question): Uint8Array {
  question.places ??= placesHere(plan, question.situation)
  return question.places
}

/**
 * At which of the program's places somebody is (1 where they are): by its name, or within a circle around a position. A
 * position that is nowhere on the globe is at none.
 */
export function placesHere({ places }: Plan, { place, position }: Situation = {}): Uint8Array {
  const at = position && pointAt(position.latitude, position.longitude)
  return Uint8Array.from(places, ({ name, centre, reach }) => {
    if (name === place) return 1
    if (!at || !centre) return 0
    return (at.x - centre.x) ** 2 + (at.y - centre.y) ** 2 + (at.z - centre.z) ** 2 <= reach ? 1 : 0
  })
}
