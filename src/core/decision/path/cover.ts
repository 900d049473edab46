import { isAmong, type Pair } from '../../program/pair.js'
import type { Plan } from '../../program/plan.js'
import type { View } from '../view.js'
import type { Additions } from './additions.js'
import type { Wanted } from './candidates.js'
import type { Lacking } from './lacking.js'
import { type Rehearsed, rehearse } from './rehearse.js'
import type { Scene } from './scene.js'
import { type Found, greedy, search } from './search.js'
import type { Item } from './task.js'
import type { Way } from './ways.js'

/** Up to so many needs are covered at the least burden for sure; of more, the best that is found. */
export const mostNeeds = 12
/** So many ways that the decider refuses are put aside before it is given up. */
export const mostRefusals = 40
/** So many steps of the search are made at most: a page never waits for the last hundredth of a burden. */
const mostSteps = 20_000
/** Costs that differ by less are equal. */
const margin = 1e-6

/** What is to be covered, for whom, and under which suppositions. */
export interface Quest {
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

/** The ways that bring what is lacking at the least cost, as they were rehearsed. */
export function cheapest(quest: Quest, additions: Additions, ways: readonly Way[], below: number): Tried {
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
