import { weightOf } from '../decision/fairness/weights.js'
import type { Benefit } from '../program/benefit.js'
import { fieldsIn } from '../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { sensitivityOf } from '../program/sensitivity.js'
import type { Subject } from './subject.js'

// A long ask, answered over several visits: what comes when.

/** What an offer still asks. */
export interface StillOpen {
  readonly asks: readonly PlannedAsk[]
  /** Alternatives, while none of them is complete. */
  readonly groups: readonly (readonly PlannedAsk[])[]
}

/** What one step asks, and what is left for later. */
export interface Step extends StillOpen {
  readonly later: readonly PlannedAsk[]
  /** How many steps are left, this one included. */
  readonly left: number
  /** With it the offer is accepted: nothing that it needs comes later. */
  readonly isLast: boolean
}

/**
 * The step that comes next; `undefined` where the offer is asked at once. What is needed comes first, and of that what
 * people mind least to tell; what takes a yes of its own comes after it; alternatives are shown together.
 *
 * @param isAnswered whether a field has an answer on the form already: it decides what hangs on it
 */
export function stepOf(
  plan: Plan,
  planned: PlannedOffer,
  open: StillOpen,
  isAnswered: (field: string) => boolean = () => false,
): Step | undefined {
  const { steps } = planned.offer
  if (!steps) return undefined
  const [first = [], ...rest] = divided(unitsOf(plan, planned, open), steps.atOnce)
  const later = rest.flat().flatMap(({ asks }) => asks)
  const asks = first.flatMap((unit) => (unit.groups ? [] : unit.asks))
  const groups = first.flatMap((unit) => unit.groups ?? [])
  const here = new Set(fieldsIn([...asks, ...groups.flat()]))
  const isOpen = ({ field }: PlannedAsk) => fieldsIn(open.asks).includes(field)
  // What hangs on an answer of this step may be needed or not: nobody knows yet.
  const hangs = planned.asks.some(
    (ask) =>
      !ask.optional &&
      !isOpen(ask) &&
      Object.keys(ask.when ?? {}).some((field) => here.has(field) && !isAnswered(field)),
  )
  const isLast = !hangs && !rest.flat().some(({ isNeeded }) => isNeeded)
  return { asks, groups, later, left: rest.length + 1, isLast }
}

/** How many steps there are, those that were taken included: so many fields were answered through this offer before. */
export const stepsInAll = (plan: Plan, planned: PlannedOffer, open: StillOpen, answered: number): number =>
  divided(
    [
      ...Array.from({ length: answered }, (): Unit => ({ asks: [], size: 1, isNeeded: true })),
      ...unitsOf(plan, planned, open),
    ],
    planned.offer.steps?.atOnce ?? Number.POSITIVE_INFINITY,
  ).length

/**
 * What a further step gives: as often, ever, as there are steps before the last. Who leaves and begins anew, or answers in
 * smaller pieces than are asked, gets no more of it (law 7).
 */
export function stepGifts(plan: Plan, planned: PlannedOffer, { offers }: Subject): readonly Benefit[] {
  const { steps } = planned.offer
  if (!steps) return []
  const needed = { asks: planned.asks.filter((ask) => !ask.optional), groups: planned.alternatives }
  const most = divided(unitsOf(plan, planned, needed), steps.atOnce).length - 1
  return (offers[planned.id]?.steps ?? 0) < most ? [steps.gives] : []
}

/** What is shown in one step or another, and never torn apart. */
interface Unit {
  readonly asks: readonly PlannedAsk[]
  readonly groups?: readonly (readonly PlannedAsk[])[]
  /** How many fields one has to fill in. */
  readonly size: number
  readonly isNeeded: boolean
}

function unitsOf(plan: Plan, planned: PlannedOffer, { asks, groups }: StillOpen): readonly Unit[] {
  const order = inOrder(plan, planned)
  const sorted = [...asks].sort((a, b) => order.indexOf(a) - order.indexOf(b))
  const single = (ask: PlannedAsk): Unit => ({ asks: [ask], size: 1, isNeeded: !ask.optional })
  const one: readonly Unit[] =
    groups.length === 0
      ? []
      : [{ asks: groups.flat(), groups, size: Math.max(...groups.map((group) => group.length)), isNeeded: true }]
  const optional = sorted.findIndex((ask) => ask.optional)
  const needed = optional < 0 ? sorted : sorted.slice(0, optional)
  return [...needed.map(single), ...one, ...sorted.slice(needed.length).map(single)]
}

function divided(units: readonly Unit[], atOnce: number): readonly (readonly Unit[])[] {
  const steps: Unit[][] = []
  let room = 0
  for (const unit of units) {
    if (unit.size > room) {
      steps.push([])
      room = Math.max(atOnce, unit.size)
    }
    steps.at(-1)?.push(unit)
    room -= unit.size
  }
  return steps
}

const orders = new WeakMap<PlannedOffer, readonly PlannedAsk[]>()

/** An offer's asks in the order in which they are put. */
export function inOrder(plan: Plan, planned: PlannedOffer): readonly PlannedAsk[] {
  const known = orders.get(planned)
  if (known) return known
  const order = planned.asks
    .map((ask) => ({ ask, keys: keysOf(plan, planned, ask) }))
    .sort((a, b) => a.keys.map((key, n) => key - (b.keys[n] as number)).find((less) => less !== 0) ?? 0)
    .map(({ ask }) => ask)
  orders.set(planned, order)
  return order
}

/** Needed before welcome; what takes a yes of its own last; what hangs on an answer after it; then by burden. */
function keysOf({ program }: Plan, planned: PlannedOffer, ask: PlannedAsk): readonly number[] {
  const field = program.fields[ask.field]
  const isDelicate = field?.special === true || program.purposes[ask.purpose]?.basis === 'explicit-consent'
  const burden = (field ? sensitivityOf(field).value : 0) * weightOf(program, ask)
  return [Number(ask.optional), Number(isDelicate), depthOf(planned, ask), burden]
}

/** How many answers of this offer it hangs on, one by one. */
function depthOf(planned: PlannedOffer, { when }: PlannedAsk, above: readonly string[] = []): number {
  const on = Object.keys(when ?? {}).filter((field) => Object.hasOwn(planned.asked, field) && !above.includes(field))
  return Math.max(0, ...on.map((field) => 1 + depthOf(planned, planned.asked[field] as PlannedAsk, [...above, field])))
}

/**
 * Whether an optional ask that was left out was shown with what was answered: only then was leaving it out a no. Asks are
 * shown in their order, so all before the last answered one were, and as many as one step holds.
 *
 * @param open those that were open before, the answered ones among them
 */
export function wereShown(
  plan: Plan,
  planned: PlannedOffer,
  open: readonly PlannedAsk[],
  answered: readonly string[],
): (ask: PlannedAsk) => boolean {
  const { atOnce = Number.POSITIVE_INFINITY } = planned.offer.steps ?? {}
  const order = inOrder(plan, planned).filter((ask) => open.includes(ask))
  const last = Math.max(-1, ...order.flatMap(({ field }, n) => (answered.includes(field) ? [n] : [])))
  const shown = new Set(order.slice(0, Math.max(last + 1, atOnce)))
  return (ask) => shown.has(ask)
}

/** Whether an ask was answered through this offer, and what it was granted stands. */
export const isAnsweredBy = ({ grounds }: Subject, offer: string, { purpose, field }: PlannedAsk): boolean => {
  const ground = grounds[purpose]?.[field]
  return ground?.status === 'granted' && ground.offers.includes(offer)
}
