import type { Benefit } from '../program/benefit.js'
import { isAmong, type Pair } from '../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { givenTo } from '../subject/given-to.js'
import type { Step } from '../subject/steps.js'
import { pairOf, type SortedAsks, sortAsks } from './sorted-asks.js'
import { nextStep, type StepShown } from './step-shown.js'
import type { View } from './view.js'

/** What is asked of somebody now, on a page as at a till: of a long ask the next step. */
export interface AskedNow {
  readonly asks: readonly PlannedAsk[]
  /** Alternatives, of which one group has to be complete. */
  readonly groups: readonly (readonly PlannedAsk[])[]
  /** What later steps ask. */
  readonly later: readonly PlannedAsk[]
  readonly step: Step | undefined
  readonly shown: StepShown | null
  /** Further purposes; what rests is left out, and with a step before the last all of it. */
  readonly invites: readonly (readonly [purpose: string, pairs: readonly InvitedNow[]])[]
  /** What was said no to, and is not brought up again yet. */
  readonly resting: readonly Pair[]
  readonly sorted: SortedAsks
  /** What the offer gives them, or gave them where it is accepted. */
  readonly gives: readonly Benefit[]
}

export interface InvitedNow {
  readonly field: string
  /** Agreed to, and not about to end: there is nothing to ask. */
  readonly stands: boolean
}

/** @param draft what was answered so far: it opens the asks that hang on it */
export function askedNow(
  plan: Plan,
  view: View,
  planned: PlannedOffer,
  now: number,
  draft: Parameters<typeof sortAsks>[4] = {},
): AskedNow {
  const home = planned.onDevice && view.local ? view.local : view.subject
  const sorted = sortAsks(plan, view, planned, now, draft)
  const isLater = (pair: Pair) => (view.ask[pairOf(plan, pair)] as number) > now
  // One that waits to be confirmed has been agreed to as well.
  const isGranted = ({ purpose, field }: Pair) => view.subject.grounds[purpose]?.[field]?.status === 'granted'
  const resting = [...sorted.resting, ...planned.boxes.filter((pair) => !isGranted(pair) && isLater(pair))]
  const isAccepted = home.offers[planned.id]?.status === 'accepted'
  const gives = isAccepted ? planned.gives : givenTo(planned, home, now)
  const { step, shown } = nextStep(plan, planned, sorted, home, draft, gives)
  // What is proposed beside the offer comes with what it gives.
  const invites = (step?.isLast === false ? [] : planned.invites).flatMap(([purpose, fields]) => {
    const pairs = fields.map((field) => ({ purpose, field })).filter((pair) => !isAmong(resting, pair))
    const invited = pairs.map((pair) => ({ field: pair.field, stands: isGranted(pair) && isLater(pair) }))
    return invited.length === 0 ? [] : [[purpose, invited] as const]
  })
  const { asks, groups, later } = step ?? { asks: sorted.open, groups: sorted.groups, later: [] }
  return { asks, groups, later, step, shown, invites, resting, sorted, gives }
}
