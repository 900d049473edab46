import type { Benefit } from '../../program/benefit.js'
import type { Plan, PlannedOffer } from '../../program/plan.js'
import { homeOf, type View } from '../view.js'
import { burdenOf, nothingHeld } from './burden.js'
import { heldIn } from './held-in.js'
import { rateOf, type Worth, worthOf, worthOfGifts } from './worth.js'

/** Give and take of one offer, to one subject or to somebody new. */
export interface OfferFairness {
  readonly worth: Worth
  /** All that it asks, what may be left out included, in units of sensitivity: what it adds to what was given already. */
  readonly burden: number
  /** Of that, what can't be left out. */
  readonly required: number
  /** Money per unit of sensitivity. */
  readonly rate: number
  /** Worth less burden, in the program's money; `undefined` where the worth is not known. */
  readonly balance: number | undefined
  /** It gives at least as much as it asks; or nobody knows what it is worth. */
  readonly even: boolean
}

/**
 * Weighs what an offer gives against what it asks; docs/fairness.md tells how.
 *
 * @param view of a subject (`look`); somebody new unless given
 * @returns `undefined` for a name that the program does not declare
 *
 * @example
 * const fair = fairnessOf(plan, 'raffle')
 * if (fair && !fair.even) console.log(`asks ${fair.burden * fair.rate}, gives ${fair.worth.money}`)
 */
export function fairnessOf(plan: Plan, offer: string, view?: View): OfferFairness | undefined {
  const planned = Object.hasOwn(plan.offer, offer) ? plan.offer[offer] : undefined
  return planned && weighed(plan, planned, view)
}

/**
 * The same of an offer at hand.
 *
 * @param chosen what it gives now, where that is known to be more than the least
 */
export function weighed(plan: Plan, planned: PlannedOffer, view?: View, chosen?: readonly Benefit[]): OfferFairness {
  const held = view ? heldIn(plan, view) : nothingHeld(plan)
  const rate = rateOf(plan.program)
  const usual = view ? worthOf(plan, planned, homeOf(view, planned), view.at) : worthOf(plan, planned)
  const worth = chosen ? worthOfGifts(plan, planned, chosen, 0) : usual
  const burden = burdenOf(plan, held, planned)
  return {
    worth,
    burden,
    required: burdenOf(plan, held, planned, 'required'),
    rate,
    balance: worth.money === undefined ? undefined : worth.money - burden * rate,
    even: isEven(worth.money, burden * rate),
  }
}

/**
 * Whether an offer gives at least as much as it asks. What nobody has put a figure on is not called uneven, and what is
 * no number is no figure: explanations and proposals ask here, so that they can't disagree.
 */
export const isEven = (worth: number | undefined, burden: number): boolean =>
  worth === undefined || Number.isNaN(worth) || worth >= burden
