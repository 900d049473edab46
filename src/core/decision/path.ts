import { isAmong, type Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { givenTo } from '../subject/given-to.js'
import type { Occasion } from './context.js'
import { heldBy } from './fairness/burden.js'
import { sensitivitiesIn } from './fairness/held-in.js'
import { rateOf } from './fairness/worth.js'
import { type Additions, additionsOf } from './path/additions.js'
import { type Supposed, supposedBy, suppositions } from './path/forks.js'
import { type Folds, opens, type Rehearsed, rehearse, toConfirm } from './path/rehearse.js'
import type { Scene } from './path/scene.js'
import { type Found, greedy, search } from './path/search.js'
import type { Item } from './path/task.js'
import { hangsOn, mayHelp, mayTakeUp, type Wanted, type Way, waysOf } from './path/ways.js'
import { asking } from './question.js'
import { homeOf, type View } from './view.js'

/** What a gate needs and does not have. */
export interface Lacking {
  readonly pairs: readonly Pair[]
  /** How many points are missing, by currency. */
  readonly points: { readonly [currency: string]: number }
}

/** What somebody agrees to on a path. */
export interface PathCosts {
  /** In units of sensitivity: by how much the burden of all that they have given grows. */
  readonly burden: number
  /** The same at the program's rate, in its money; `undefined` where it has none. */
  readonly money: number | undefined
  /** What may be used from then on, and could not be until now. */
  readonly fields: readonly PathField[]
}

/** A use of a field that is agreed to on a path. */
export interface PathField extends Pair {
  readonly offer: string
  /** Whether its offer asks it, invites to it, uses what is known, or will observe it. */
  readonly how: 'asked' | 'invited' | 'used' | 'observed'
}

/** What an offer on a path gives. */
export interface PathGets {
  readonly offer: string
  readonly says: string
}

/** The way to a gate that adds the least burden. */
export interface Path {
  /** To be taken up in this order. */
  readonly offers: readonly string[]
  readonly costs: PathCosts
  readonly gets: readonly PathGets[]
  /** What of it hangs on an answer that is not known yet, and which answer it goes by. */
  readonly supposes: readonly Supposed[]
  /** The identifiers that have to be confirmed before the gate opens. */
  readonly confirms: readonly string[]
}

/** Up to so many needs are covered at the least burden for sure; of more, the best that is found. */
const mostNeeds = 12
/** So many steps of the search are made at most: a page never waits for the last hundredth of a burden. */
const mostSteps = 20_000
/** Costs that differ by less are equal. */
const margin = 1e-6
/** So many ways that the decider refuses are put aside before it is given up. */
const mostRefusals = 40

/**
 * The offers that bring what is lacking at the least added burden, in an order in which each is taken up: they were
 * rehearsed with the decider itself. Burdens don't add up, so that sets of offers are compared and not single ones.
 *
 * Only what may be taken up now counts: nothing that was objected to, that comes too soon, that is made elsewhere or at
 * another time (another touchpoint, another place than the situation tells, a moment that is not open), that is for a
 * taboo moment, or that is not for minors. An offer that is only silenced, at rest or shown too often may be taken up by
 * who looks for it. Without a touchpoint it is asked of anywhere and any day: places and moments are left aside then.
 *
 * @param below a path that costs as much or more is of no interest
 * @returns `exact`: whether none costs less; without a path then, there is none
 */
export function pathTo(
  plan: Plan,
  view: View,
  lacking: Lacking,
  at: Occasion,
  below = Number.POSITIVE_INFINITY,
): { readonly path: Path | null; readonly exact: boolean } {
  const folds: Folds = view
  const isPending = (pair: Pair) => opens(plan, folds, pair, at.now)
  const needs = byName(lacking.pairs.filter((pair) => !isPending(pair)))
  const { wanted, offers } = closeTo(plan, view, needs, lacking, at)
  const { all, scenes } = suppositions(plan, view, offers, placed(at))
  const held = heldBy(plan, [view.subject, view.local], at.now, sensitivitiesIn(plan, view))
  let exact = all && needs.length <= mostNeeds
  let best: { readonly path: Path; readonly cost: number } | undefined
  for (const scene of scenes) {
    const each = offers.map((planned) => waysOf(plan, view, planned, wanted, scene))
    exact &&= each.every((one) => one.all)
    const refused = new Set<Way>()
    for (let tries = 0; ; tries++) {
      const ways = each.flatMap((one) => one.ways).filter((way) => !refused.has(way))
      const most = best?.cost ?? below
      const tried = cheapest(
        { plan, view, needs, lacking, wanted, scene },
        additionsOf(plan, held, needs, ways),
        ways,
        most,
      )
      exact &&= tried.whole
      if (tried.refused && tries < mostRefusals) {
        refused.add(tried.refused)
        continue
      }
      if (tried.refused) exact = false
      if (tried.gone) best = { path: toldOf(plan, view, lacking, scene, tried.gone, tried.cost), cost: tried.cost }
      break
    }
  }
  return { path: best?.path ?? null, exact }
}

/** What the decider is told: neither the situation nor the calendar. */
const placed = ({ now, touchpoint }: Occasion): Pick<Scene, 'now' | 'touchpoint'> =>
  touchpoint === undefined ? { now } : { now, touchpoint }

const byName = (pairs: readonly Pair[]): readonly Pair[] =>
  [...pairs].sort((a, b) => (`${a.field}\n${a.purpose}` < `${b.field}\n${b.purpose}` ? -1 : 1))

/** What is wanted on the way, with what that hangs on in turn, and the offers that bring any of it. */
function closeTo(
  plan: Plan,
  view: View,
  pairs: readonly Pair[],
  lacking: Lacking,
  at: Occasion,
): { readonly wanted: Wanted; readonly offers: readonly PlannedOffer[] } {
  const { touchpoint } = at
  const here = touchpoint === undefined ? undefined : asking({ ...at, touchpoint })
  const scene: Scene = { ...placed(at), said: {} }
  const open = plan.offers.filter((planned) => mayTakeUp(plan, view, planned, scene, here))
  const wants = pairs.filter(({ field, purpose }) => wantsProof(plan, { field, purpose }))
  const proofs = [...new Set(wants.map(({ purpose }) => purpose))]
  const fields = new Set<string>()
  for (;;) {
    const wanted: Wanted = { pairs, currencies: Object.keys(lacking.points), fields, proofs }
    const offers = open.filter((planned) => mayHelp(plan, planned, wanted))
    const before = fields.size
    for (const planned of offers) for (const field of hangsOn(view, planned, wanted)) fields.add(field)
    if (fields.size === before) return { wanted, offers }
  }
}

/** Whether an identifier has to be given and confirmed for it, which the pair itself is not. */
const wantsProof = ({ program }: Plan, { field, purpose }: Pair): boolean =>
  program.purposes[purpose]?.confirm === true && program.fields[field]?.kind !== 'identifier'

interface Quest {
  readonly plan: Plan
  readonly view: View
  readonly needs: readonly Pair[]
  readonly lacking: Lacking
  readonly wanted: Wanted
  readonly scene: Scene
}

interface Tried {
  readonly gone?: Rehearsed
  readonly cost: number
  /** One that the decider refuses whatever else is taken up: without it, it is tried again. */
  readonly refused?: Way
  readonly whole: boolean
}

function cheapest(quest: Quest, additions: Additions, ways: readonly Way[], below: number): Tried {
  const { plan, view, needs, lacking, wanted, scene } = quest
  const hinges = byHinge(ways)
  const bits = needs.length + wanted.proofs.length + hinges.length
  if (needs.length > mostNeeds || bits > 30) return quick(quest, additions, ways, below)
  const task = {
    ...{ items: ways.map((way) => itemOf(quest, additions, way, needs, hinges)), below, most: mostSteps },
    ...{
      needs: 2 ** (needs.length + wanted.proofs.length) - 1,
      missing: Float64Array.from(Object.values(lacking.points)),
    },
    ...{ given: additions.given, cost: additions.cost, least: additions.least },
  }
  let tried: Tried = { cost: Number.POSITIVE_INFINITY, whole: true }
  let refusals = 0
  const quickly = greedy(task)
  const isGood = ({ items, cost }: Found): boolean => {
    const taken = items.map((item) => ways[task.items.indexOf(item as Item)] as Way)
    const gone = rehearse(plan, view, taken, lacking.pairs, scene)
    const refused = gone.refused && isRefusedAlone(quest, gone.refused) ? gone.refused : undefined
    tried = gone.ways ? { gone, cost, whole: true } : { cost, whole: true, ...(refused && { refused }) }
    return gone.ways !== undefined || refused !== undefined || ++refusals > mostRefusals
  }
  // What a quick cover costs is enough to look no further than that, if that cover is one.
  const most = Math.min(below, (quickly?.cost ?? below) + margin)
  const near = search({ ...task, below: most }, isGood)
  const { found, whole } = near.found || !near.whole || most >= below ? near : search(task, isGood)
  if (found && (tried.gone || tried.refused)) return tried
  if (found) return { ...tried, whole: false }
  if (whole) return { cost: Number.POSITIVE_INFINITY, whole }
  return { ...quick(quest, additions, ways, below), whole: false }
}

/** Whether it is no matter of what else is taken up. */
const isRefusedAlone = ({ plan, view, scene }: Quest, way: Way): boolean =>
  way.requires.length === 0 && rehearse(plan, view, [way], [], scene).ways === undefined

/** The best that is found without a search; a few dozen needs at a time. */
function quick(quest: Quest, additions: Additions, ways: readonly Way[], below: number): Tried {
  const { plan, view, needs, lacking, wanted, scene } = quest
  let taken: Way[] = []
  for (let left = needs; ; left = left.filter((pair) => !taken.some(({ pairs }) => isAmong(pairs, pair)))) {
    const part = left.slice(0, 20)
    const hinges = byHinge(ways).slice(0, 30 - part.length - wanted.proofs.length)
    const open = ways.filter(({ planned }) => !taken.some((way) => way.planned === planned))
    const items = open.map((way) => itemOf(quest, additions, way, part, hinges))
    const points = Object.entries(lacking.points)
    const missing = Float64Array.from(points, ([currency, amount]) =>
      part.length < left.length ? 0 : amount - taken.reduce((sum, way) => sum + (way.points[currency] ?? 0), 0),
    )
    const has = taken.flatMap(({ pairs }) => pairs)
    const found: Found | undefined = greedy({
      ...{ items, missing, needs: 2 ** (part.length + wanted.proofs.length) - 1, below, most: 0 },
      ...{ given: additions.with(has), cost: additions.cost, least: additions.least },
    })
    if (!found) return { cost: Number.POSITIVE_INFINITY, whole: false }
    taken = [...taken, ...found.items.map((item) => open[items.indexOf(item)] as Way)]
    if (part.length === left.length) break
  }
  const cost = additions.cost(additions.with(taken.flatMap(({ pairs }) => pairs)))
  const gone = rehearse(plan, view, taken, lacking.pairs, scene)
  if (gone.ways && cost < below) return { gone, cost, whole: false }
  const refused = gone.refused && isRefusedAlone(quest, gone.refused) ? gone.refused : undefined
  return { cost, whole: false, ...(refused && { refused }) }
}

const byHinge = (ways: readonly Way[]): readonly string[] =>
  [...new Set(ways.flatMap(({ requires }) => requires))].sort()

/** A way by numbers: first the needs' bits, then those of the purposes that want a proof, then of what others hang on. */
function itemOf(
  { plan, wanted, lacking }: Quest,
  additions: Additions,
  way: Way,
  needs: readonly Pair[],
  hinges: readonly string[],
): Item {
  const home = (field: string) => plan.program.fields[field]?.kind === 'identifier'
  const proves = (purpose: string) => way.pairs.some((pair) => pair.purpose === purpose && home(pair.field))
  const brings = [
    ...needs.map((pair) => isAmong(way.pairs, pair) && isThereWith(way, pair)),
    ...wanted.proofs.map(proves),
    ...hinges.map((field) => way.answers.includes(field) && !way.requires.includes(field)),
  ]
  const at = needs.length + wanted.proofs.length
  return {
    offer: way.planned.rank,
    covers: maskOf(brings),
    requires: maskOf([...Array<boolean>(at).fill(false), ...hinges.map((field) => way.requires.includes(field))]),
    adds: additions.indicesOf(way.pairs),
    points: Float64Array.from(Object.keys(lacking.points), (currency) => way.points[currency] ?? 0),
  }
}

const maskOf = (bits: readonly boolean[]): number => bits.reduce((mask, bit, at) => (bit ? mask | (1 << at) : mask), 0)

/** What is only used or observed opens nothing where its value is not there. */
const isThereWith = ({ unseen }: Way, pair: Pair): boolean => !isAmong(unseen, pair)

const isSamePair = (a: Pair, b: Pair): boolean => a.field === b.field && a.purpose === b.purpose

function howOf({ planned, must, picks }: Way, pair: Pair): PathField['how'] {
  if (isAmong(must, pair)) return 'asked'
  if (isAmong(picks, pair)) return isAmong(planned.boxes, pair) ? 'invited' : 'asked'
  return planned.observes.includes(pair.field) ? 'observed' : 'used'
}

function toldOf(
  plan: Plan,
  view: View,
  lacking: Lacking,
  scene: Scene,
  { ways = [], then }: Rehearsed,
  burden: number,
): Path {
  const { now } = scene
  const isNew = ({ field, purpose }: Pair) =>
    (view.ground[
      (plan.fieldIndex[field] as number) * plan.purposes.length + (plan.purposeIndex[purpose] as number)
    ] as number) <= now
  const all = ways.flatMap((way) =>
    way.pairs.filter(isNew).map(
      ({ field, purpose }): PathField => ({
        field,
        purpose,
        offer: way.planned.id,
        how: howOf(way, { field, purpose }),
      }),
    ),
  )
  // Where one asks what another one only uses, it is the one to tell.
  const said = all.filter(({ how }) => how === 'asked' || how === 'invited')
  const fields = all.filter(
    (one, at) =>
      all.findIndex((other) => isSamePair(one, other) && (said.includes(other) || !isAmong(said, one))) === at,
  )
  return {
    offers: ways.map(({ planned }) => planned.id),
    costs: {
      burden,
      money: plan.program.money === undefined ? undefined : burden * rateOf(plan.program),
      fields,
    },
    gets: ways.flatMap(({ planned, supplement }) =>
      (supplement ? [] : givenTo(planned, homeOf(view, planned), now)).map(({ says }) => ({ offer: planned.id, says })),
    ),
    supposes: supposedBy(plan, ways, scene.said),
    confirms: toConfirm(plan, then, lacking.pairs, now),
  }
}
