import { askableFrom, silence } from '../consent/asking.js'
import { later } from '../duration.js'
import { repeatsFrom } from '../program/offer.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { freshUntil } from '../subject/conditions.js'
import { inForce } from '../subject/consent.js'
import { groundsOf, type OfferHistory, type Subject } from '../subject/subject.js'

/**
 * A subject as decisions read it: one number per field and per pair, so that neither a gate nor a proposal
 * searches or allocates. Made once per change of the subject, not per question.
 */
export interface View {
  readonly subject: Subject
  readonly local: Subject | undefined
  /** Per field: until when its answer is good; `-Infinity` where it is not known. */
  readonly fresh: Float64Array
  /** Per pair, `field × purposes + purpose`: until when the value may be used for it; 0 where it may not. */
  readonly ground: Float64Array
  /** Per pair likewise: from when on its consent may be proposed; 0 where nobody was asked, `Infinity` where it stands. */
  readonly ask: Float64Array
  /** Per offer, by rank: from when on it may be proposed; `Infinity` where never. */
  readonly open: Float64Array
}

/** How long an offer rests after a dismissal. */
const day = 86_400_000

/**
 * @param local what the device alone knows: for offers and for the purposes on the device
 */
export function look(plan: Plan, subject: Subject, local: Subject | undefined, now: number): View {
  const purposes = plan.purposes.length
  const fresh = new Float64Array(plan.fields.length)
  const ground = new Float64Array(plan.fields.length * purposes)
  const ask = new Float64Array(plan.fields.length * purposes)
  const open = new Float64Array(plan.offers.length)
  for (const [index, field] of plan.fields.entries())
    fresh[index] = Math.max(
      freshUntil(plan.program, subject, field),
      local ? freshUntil(plan.program, local, field) : Number.NEGATIVE_INFINITY,
    )
  for (const who of local ? [local, subject] : [subject])
    for (const { purpose, field, ground: its } of groundsOf(who)) {
      const known = plan.fieldIndex[field]
      const under = plan.purposeIndex[purpose]
      if (known === undefined || under === undefined) continue
      const pair = known * purposes + under
      ask[pair] = Math.max(ask[pair] as number, askableFrom(plan, who, { purpose, field }))
      if (Object.hasOwn(who.values, field) && inForce(plan.program, who, field, purpose, now))
        ground[pair] = its.until ?? Number.POSITIVE_INFINITY
    }
  for (const planned of plan.offers)
    open[planned.rank] = opensAt(plan, planned.onDevice && local ? local : subject, local, planned)
  return { subject, local, fresh, ground, ask, open }
}

/** Why an offer is not even proposed, whatever else speaks for it. */
export const isShut = ({ program }: Plan, { restrictedAt, age }: Subject, { incentive }: PlannedOffer) =>
  restrictedAt !== undefined
    ? 'restricted'
    : program.minors && incentive && age?.band === 'minor'
      ? 'not_for_minors'
      : undefined

function opensAt(plan: Plan, subject: Subject, local: Subject | undefined, planned: PlannedOffer): number {
  const { id, offer, onDevice } = planned
  if (Object.hasOwn(subject.objected, offer.for) || isShut(plan, subject, planned)) return Number.POSITIVE_INFINITY
  const dismissed = local?.offers[id]
  const before = subject.offers[id]
  const silent = Math.max(restUntil(plan, before, planned), restUntil(plan, dismissed, planned))
  if (before?.status !== 'accepted' || (onDevice && offer.principle === 'receive')) return silent
  const again = repeatsFrom(offer.repeats, before.at)
  return Math.max(silent, again === Number.POSITIVE_INFINITY ? renewsFrom(plan, subject, planned) : again)
}

/** From when on something that was agreed to with an offer wants to be agreed to anew. */
function renewsFrom(plan: Plan, subject: Subject, { pairs }: PlannedOffer): number {
  const given = pairs.filter(({ purpose, field }) => {
    const ground = subject.grounds[purpose]?.[field]
    return isConsent(ground) && (ground?.status === 'granted' || ground?.status === 'expired')
  })
  return Math.min(Number.POSITIVE_INFINITY, ...given.map((pair) => askableFrom(plan, subject, pair)))
}

function restUntil(plan: Plan, history: OfferHistory | undefined, { offer, incentive }: PlannedOffer): number {
  if (history?.status === 'dismissed') return history.at + day
  return history?.status === 'declined' ? later(history.at, silence(plan, offer.for, incentive)) : 0
}
