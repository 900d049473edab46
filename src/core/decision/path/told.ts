import { isAmong, type Pair } from '../../program/pair.js'
import type { Plan } from '../../program/plan.js'
import { givenTo } from '../../subject/given-to.js'
import { rateOf } from '../fairness/worth.js'
import { homeOf, type View } from '../view.js'
import { type Supposed, supposedBy } from './forks.js'
import type { Lacking } from './lacking.js'
import { type Rehearsed, toConfirm } from './rehearse.js'
import type { Scene } from './scene.js'
import type { Way } from './ways.js'

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

const isSamePair = (a: Pair, b: Pair): boolean => a.field === b.field && a.purpose === b.purpose

function howOf({ planned, must, picks }: Way, pair: Pair): PathField['how'] {
  if (isAmong(must, pair)) return 'asked'
  if (isAmong(picks, pair)) return isAmong(planned.boxes, pair) ? 'invited' : 'asked'
  return planned.observes.includes(pair.field) ? 'observed' : 'used'
}

/** A path that was rehearsed, as whoever asks is told of it. */
export function toldOf(
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
