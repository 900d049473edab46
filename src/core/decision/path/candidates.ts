import { isAmong, type Pair } from '../../program/pair.js'
import type { Plan, PlannedOffer } from '../../program/plan.js'
import { again } from '../../subject/accept.js'
import type { Occasion } from '../context.js'
import { momentFilter } from '../moment.js'
import { asking, type Question } from '../question.js'
import { nearFilter } from '../situation.js'
import { homeOf, type View } from '../view.js'
import type { Lacking } from './lacking.js'
import { isSaid, placed, type Scene } from './scene.js'

/** What somebody could want of an offer on the way to a gate. */
export interface Wanted {
  /** What the gate needs and does not have. */
  readonly pairs: readonly Pair[]
  /** The currencies in which points are missing. */
  readonly currencies: readonly string[]
  /** Fields on which something else on the way hangs. */
  readonly fields: ReadonlySet<string>
  /** Purposes for which some identifier has to be given, to be confirmed. */
  readonly proofs: readonly string[]
}

/** What is wanted on the way, with what that hangs on in turn, and the offers that bring any of it. */
export function candidates(
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

/**
 * Whether an offer may be taken up now, whatever is answered. What is left out here would be refused for sure, or is not
 * for who asks here: it belongs to another place, or to a day that it is not.
 *
 * @param here without it, an offer may belong to any place and any day
 */
function mayTakeUp(plan: Plan, view: View, planned: PlannedOffer, scene: Scene, here?: Question): boolean {
  const { offer, at, span, onDevice, incentive } = planned
  const home = homeOf(view, planned)
  return !(
    (onDevice && plan.authority.side === 'server') ||
    (at && scene.touchpoint !== undefined && !at.has(scene.touchpoint)) ||
    scene.now < span.from ||
    scene.now >= span.until ||
    // Nobody is led to what touches on a wedding or an illness to get a right.
    plan.moments[planned.moment]?.taboo ||
    (here && isElsewhere(plan, view, planned, here)) ||
    // What fits is found by what is seen, and not planned by.
    offer.fits ||
    Object.hasOwn(home.objected, offer.for) ||
    (incentive && plan.program.minors && home.age?.band === 'minor') ||
    again(planned, home, scene.now) === 'too_soon'
  )
}

/** It is not the day of somebody's life that it is made for, or they are at none of its places. */
const isElsewhere = (plan: Plan, view: View, planned: PlannedOffer, here: Question): boolean =>
  [momentFilter, nearFilter].some(
    ({ concerns, until }) => concerns?.(planned, plan) && until(plan, view, planned, here) > here.now,
  )

/** What an offer may bring on the way: any pair that it may grant, fields that it asks, points. */
const mayHelp = (plan: Plan, planned: PlannedOffer, wanted: Wanted): boolean => {
  const { pairs, currencies, fields } = wanted
  return (
    planned.pairs.some((pair) => isAmong(pairs, pair) || isProof(plan, wanted, pair)) ||
    [...Object.keys(planned.asked), ...planned.boxes.map(({ field }) => field)].some((field) => fields.has(field)) ||
    currencies.some((currency) => givesPoints(planned, currency))
  )
}

/** An identifier for a purpose that needs one. */
export const isProof = ({ program }: Plan, { proofs }: Pick<Wanted, 'proofs'>, { field, purpose }: Pair): boolean =>
  proofs.includes(purpose) && program.fields[field]?.kind === 'identifier'

const givesPoints = ({ gives, asked }: PlannedOffer, currency: string): boolean =>
  gives.some((gift) => gift.benefit === 'points' && (gift.points[currency] ?? 0) > 0) ||
  Object.values(asked).some(({ points }) => (points?.[currency] ?? 0) > 0)

/**
 * The fields that are not known and on which it hangs whether this offer can bring what is wanted: its own condition,
 * those of its asks, and what it uses.
 */
function hangsOn(view: View, planned: PlannedOffer, { pairs }: Pick<Wanted, 'pairs'>): readonly string[] {
  const { offer, uses, observes } = planned
  const asked = Object.values(planned.asked).flatMap(({ when = {} }) => Object.keys(when))
  const used = [...uses, ...observes].filter((field) => isAmong(pairs, { field, purpose: offer.for }))
  const open = [...Object.keys(offer.when ?? {}), ...asked].filter((field) => !isSaid(view, field))
  return [...open, ...used.filter((field) => !Object.hasOwn(homeOf(view, planned).known, field))]
}
