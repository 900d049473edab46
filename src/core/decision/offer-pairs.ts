import { isAmong, type Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { raising } from './fairness/held-in.js'
import { momentPair } from './moment.js'
import { isSaid } from './path/scene.js'
import { segmentPairs } from './segment.js'
import { segmentsHeard } from './silence.js'
import type { View } from './view.js'

/**
 * The fields whose values an offer is proposed by, and for what, each pair once: what it uses, the answers that it hangs
 * on, its moment, and what tells whether somebody is in a segment that it suits, that minds what it asks more than others
 * do, or that it is silent for.
 */
export function offerPairs(plan: Plan, view: View, planned: PlannedOffer): readonly Pair[] {
  const { uses, offer } = planned
  const moment = momentPair(plan, planned)
  const segments = [...(offer.suits ?? []), ...mindful(plan, planned), ...segmentsHeard(plan, view, planned)]
  const hinges = Object.keys(offer.when ?? {}).filter((field) => isSaid(view, field))
  const all: readonly Pair[] = [
    ...[...uses, ...hinges].map((field) => ({ field, purpose: offer.for })),
    ...(moment ? [moment] : []),
    ...[...new Set(segments)].flatMap((segment) => segmentPairs(plan, view, segment)),
  ]
  return all.filter((pair, at) => !isAmong(all.slice(0, at), pair))
}

/** The segments that raise what somebody minds of what this offer asks: its burden hangs on who is in them. */
const mindful = (plan: Plan, { pairs }: PlannedOffer): readonly string[] =>
  raising(plan).filter((name) => {
    const { sensitivity = {} } = plan.program.segments[name] ?? {}
    return pairs.some(({ field }) => Object.hasOwn(sensitivity, field))
  })
