import type { Plan, PlannedOffer } from '../program/plan.js'
import { burdenOf } from './fairness/burden.js'
import { heldIn } from './fairness/held-in.js'
import { rateOf, worthOf } from './fairness/worth.js'
import { type FitFactor, fitOf } from './fit.js'
import { homeOf, type View } from './view.js'

/** Give and take of every offer to one subject, by rank, as of `view.at`; in the program's money. */
interface Weighing {
  /** `NaN` where nobody knows it. */
  readonly worth: Float64Array
  readonly burden: Float64Array
  readonly score: Float64Array
}

const made = new WeakMap<View, Weighing>()

/** Worked out once per view. */
export function weighingOf(plan: Plan, view: View): Weighing {
  const known = made.get(view)
  if (known) return known
  const { at } = view
  const held = heldIn(plan, view)
  const rate = rateOf(plan.program)
  const worth = new Float64Array(plan.offers.length)
  const burden = new Float64Array(plan.offers.length)
  const score = new Float64Array(plan.offers.length)
  for (const planned of plan.offers) {
    const { rank } = planned
    worth[rank] = worthOf(plan, planned, homeOf(view, planned), at).money ?? Number.NaN
    burden[rank] = burdenOf(plan, held, planned) * rate
    score[rank] = scored(worth[rank] as number, burden[rank] as number, fitOf(plan, view, planned))
  }
  const fresh = { worth, burden, score }
  made.set(view, fresh)
  return fresh
}

/**
 * Worth less burden, times the fit; where it asks more than it gives, what fits costs less. Rounded, so that the order
 * in which sums were made decides nothing.
 */
function scored(worth: number, burden: number, fit: readonly FitFactor[]): number {
  const balance = (Number.isNaN(worth) ? 0 : worth) - burden
  let times = 1
  for (const factor of fit) times *= factor.times
  return Math.round((balance < 0 ? balance / times : balance * times) * 1e9) / 1e9
}

/** What the place of an offer in the ranking comes from, in the program's money. */
export interface Factors {
  /** `null` where nobody knows it: it counts as nothing. */
  readonly worth: number | null
  readonly burden: number
  /** Money per unit of sensitivity. */
  readonly rate: number
  readonly fit: readonly FitFactor[]
  readonly score: number
}

export function factorsOf(plan: Plan, view: View, planned: PlannedOffer): Factors {
  const { worth, burden, score } = weighingOf(plan, view)
  const money = worth[planned.rank] as number
  return {
    worth: Number.isNaN(money) ? null : money,
    burden: burden[planned.rank] as number,
    rate: rateOf(plan.program),
    fit: fitOf(plan, view, planned),
    score: score[planned.rank] as number,
  }
}
