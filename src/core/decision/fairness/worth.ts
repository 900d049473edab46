import type { Benefit } from '../../program/benefit.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../program/plan.js'
import type { Program } from '../../program/program.js'
import type { Appraisal } from '../../subject/appraisal.js'
import { givenTo } from '../../subject/given-to.js'
import type { Subject } from '../../subject/subject.js'
import { burdenOf, nothingHeld } from './burden.js'
import { type PointPrices, pointPrices, priceOf, priceOfPoints } from './price.js'

/** What an offer is worth to a subject, in the program's money. */
export interface Worth {
  /** `undefined` where nobody has said what it is worth. */
  readonly money: number | undefined
  /** `price`: coupons, chances and points; `declared`: the site says it; `appraised`: those who have accepted say it. */
  readonly from: 'price' | 'declared' | 'appraised'
  /** What the site says that its parts without a price are worth. */
  readonly declared?: number
  /** What people say that all of it is worth. It counts from the twentieth answer on. */
  readonly appraised?: { readonly money: number; readonly answers: number }
}

/** From so many answers on their median stands in the place of what the site declares. */
export const leastAnswers = 20

/** An answer as a multiple of what was given: of the offer's burden to somebody new, in money. */
export const multiples: { readonly [answer in Appraisal]: number } = { nothing: 0, less: 0.5, even: 1, more: 2 }

/** Money per unit of sensitivity. */
export const rateOf = ({ fairness }: Program): number => fairness?.rate ?? 1

/**
 * What an offer is worth to somebody new, or to this subject: who comes back before it repeats gets no points and no
 * coupon again, and a field's points are paid once.
 */
export function worthOf(plan: Plan, planned: PlannedOffer, subject?: Subject, now = 0): Worth {
  const { usual } = pricesOf(plan)
  if (!subject || !hasHistory(planned, subject)) return usual[planned.rank] as Worth
  const unpaid = ({ field }: PlannedAsk) => !Object.hasOwn(subject.paid, field)
  return worthOfGifts(plan, planned, givenTo(planned, subject, now), answersPay(plan, planned, unpaid))
}

function hasHistory({ id, asked }: PlannedOffer, { offers, paid }: Subject): boolean {
  if (Object.hasOwn(offers, id)) return true
  for (const field in paid) if (asked[field]?.points) return true
  return false
}

/**
 * What one acceptance gave is worth.
 *
 * @param paid in money, what was paid for answers
 */
export const worthOfGifts = (plan: Plan, planned: PlannedOffer, gives: readonly Benefit[], paid: number): Worth =>
  found(plan, planned, partsOf(pricesOf(plan).point, gives, paid))

/** In money, what the points for answers buy; of alternatives those of the group that pays least. */
function answersPay(
  plan: Plan,
  { asks, alternatives }: PlannedOffer,
  counts: (ask: PlannedAsk) => boolean = () => true,
): number {
  const pay = (all: readonly PlannedAsk[]) => payOf(plan, all.filter(counts))
  return pay(asks) + (alternatives.length > 0 ? Math.min(...alternatives.map(pay)) : 0)
}

/** In money, what the points for these answers buy. */
export const payOf = (plan: Plan, asks: readonly Pick<PlannedAsk, 'points'>[]): number =>
  asks.reduce((sum, { points }) => sum + (priceOfPoints(pricesOf(plan).point, points) ?? 0), 0)

interface Parts {
  readonly priced: number | undefined
  readonly declared: number | undefined
  /** Something among it has no price. */
  readonly isOpen: boolean
}

function partsOf(prices: PointPrices, gives: readonly Benefit[], paid: number): Parts {
  // Nothing given is worth nothing, and that is known.
  let priced = paid > 0 || gives.length === 0 ? paid : undefined
  let declared: number | undefined
  let isOpen = false
  for (const given of gives) {
    const price = priceOf(prices, given)
    if (price !== undefined) priced = (priced ?? 0) + price
    else {
      isOpen = true
      if (given.worth !== undefined) declared = (declared ?? 0) + given.worth
    }
  }
  return { priced, declared, isOpen }
}

/** What has a price keeps it. Of what has none people's word counts once there are enough of them, else the site's. */
function found(plan: Plan, planned: PlannedOffer, { priced, declared, isOpen }: Parts): Worth {
  const appraised = appraisedOf(plan, planned)
  const shown = { ...(declared !== undefined && { declared }), ...(appraised && { appraised }) }
  if (!isOpen) return { money: priced, from: 'price', ...shown }
  if (appraised && appraised.answers >= leastAnswers) {
    // They have appraised all of it: what is beyond its price is the part that has none.
    const usual = partsOf(pricesOf(plan).point, planned.gives, answersPay(plan, planned)).priced ?? 0
    return { money: (priced ?? 0) + Math.max(0, appraised.money - usual), from: 'appraised', ...shown }
  }
  if (declared === undefined) return { money: priced, from: priced === undefined ? 'declared' : 'price', ...shown }
  return { money: (priced ?? 0) + declared, from: 'declared', ...shown }
}

function appraisedOf(plan: Plan, planned: PlannedOffer): Worth['appraised'] {
  const { worth = {} } = plan.learned
  const said = Object.hasOwn(worth, planned.id) ? worth[planned.id] : undefined
  // It comes from outside: what is no median of so many people is as if nobody had answered.
  if (!said || !Object.hasOwn(multiples, said.median) || !isCount(said.answers)) return undefined
  const burden = burdenOf(plan, nothingHeld(plan), planned)
  return { money: multiples[said.median] * burden * rateOf(plan.program), answers: said.answers }
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0

/** Made once per plan. */
interface Prices {
  readonly point: PointPrices
  /** Per offer, by rank: its worth to somebody new. */
  usual: readonly Worth[]
}

const made = new WeakMap<Plan, Prices>()

function pricesOf(plan: Plan): Prices {
  const known = made.get(plan)
  if (known) return known
  const prices: Prices = { point: pointPrices(plan.program), usual: [] }
  made.set(plan, prices)
  prices.usual = plan.offers.map((planned) => worthOfGifts(plan, planned, planned.gives, answersPay(plan, planned)))
  return prices
}
