import type { Plan, PlannedOffer } from '../../program/plan.js'
import type { Subject } from '../../subject/subject.js'
import { burdenOf, type Held, heldBy, nothingHeld } from './burden.js'
import { rateOf, type Worth, worthOf } from './worth.js'

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

/** Whose fairness it is, and when. */
export interface To {
  readonly subject: Subject
  /** What the device alone knows. */
  readonly local?: Subject | undefined
  /** Epoch milliseconds. */
  readonly now: number
  /** What they have given already, where it was summed up before. */
  readonly held?: Held
}

/**
 * Weighs what an offer gives against what it asks; docs/fairness.md tells how.
 *
 * @param offer one of the plan's
 * @param to somebody new unless given
 *
 * @example
 * const { worth, burden, even } = fairnessOf(plan, 'raffle')
 */
export function fairnessOf(plan: Plan, offer: string, to?: To): OfferFairness | undefined {
  const planned = plan.offer[offer]
  return planned && weighed(plan, planned, to)
}

/** The same of an offer at hand. */
export function weighed(plan: Plan, planned: PlannedOffer, to?: To): OfferFairness {
  const held = to ? (to.held ?? heldBy(plan, [to.subject, to.local], to.now)) : nothingHeld(plan)
  const rate = rateOf(plan.program)
  const worth = to ? worthOf(plan, planned, homeOf(planned, to), to.now) : worthOf(plan, planned)
  const burden = burdenOf(plan, held, planned)
  const balance = worth.money === undefined ? undefined : worth.money - burden * rate
  return {
    worth,
    burden,
    required: burdenOf(plan, held, planned, 'required'),
    rate,
    balance,
    even: isEven(worth.money, burden * rate),
  }
}

/** Whether an offer gives at least as much as it asks. What nobody has put a figure on is not called uneven. */
export const isEven = (worth: number | undefined, burden: number): boolean => worth === undefined || worth >= burden

const homeOf = ({ onDevice }: PlannedOffer, { subject, local }: To): Subject => (onDevice && local ? local : subject)
