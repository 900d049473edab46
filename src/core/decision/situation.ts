import { pointAt } from '../program/place.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import type { Context, Situation } from './context.js'
import type { View } from './view.js'

/** Why an offer that belongs to a place or a time is not made. Instants are epoch milliseconds. */
export type SituationProblem =
  | { readonly code: 'not_near'; readonly places: readonly string[] }
  | { readonly code: 'not_yet'; readonly from: number }
  | { readonly code: 'over'; readonly until: number }

/**
 * At which of the program's places somebody is: by name, or within a circle around a position. Worked out once for all
 * offers; `undefined` where nothing was said. A position that is nowhere on the globe is at none.
 */
export function placesHere({ places }: Plan, situation: Situation | undefined): Uint8Array | undefined {
  if (!situation || places.length === 0) return undefined
  const { place, position } = situation
  const here = position && pointAt(position.latitude, position.longitude)
  return Uint8Array.from(places, ({ name, centre, reach }) => {
    if (name === place) return 1
    if (!here || !centre) return 0
    return (here.x - centre.x) ** 2 + (here.y - centre.y) ** 2 + (here.z - centre.z) ** 2 <= reach ? 1 : 0
  })
}

/** Whether an offer that belongs to places is made where somebody is; one that belongs to none is made anywhere. */
export function isNear({ near }: PlannedOffer, here: Uint8Array | undefined): boolean {
  if (near === undefined) return true
  if (here === undefined) return false
  for (let n = 0; n < near.length; n++) if (here[near[n] as number] === 1) return true
  return false
}

export function nearProblem(
  plan: Plan,
  _: View,
  planned: PlannedOffer,
  { situation }: Context,
): SituationProblem | undefined {
  const { near = [] } = planned.offer
  return isNear(planned, placesHere(plan, situation)) ? undefined : { code: 'not_near', places: near }
}

/** An offer that begins or ends is made from its first instant on, and not at its last any more. */
export function spanProblem(
  _: Plan,
  __: View,
  { span: { from, until } }: PlannedOffer,
  { now }: Context,
): SituationProblem | undefined {
  if (now < from) return { code: 'not_yet', from }
  return now < until ? undefined : { code: 'over', until }
}
