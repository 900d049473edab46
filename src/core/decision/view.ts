import { repeatsFrom } from '../program/offer.js'
import type { Plan } from '../program/plan.js'
import { freshUntil } from '../subject/conditions.js'
import { inForce } from '../subject/consent.js'
import { groundsOf, type Subject } from '../subject/subject.js'

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
  /** Per offer, by rank: from when on it may be proposed; `Infinity` where never. */
  readonly open: Float64Array
}

const day = 86_400_000

/** How long an offer rests: after a dismissal, a refusal, and a refusal where an incentive hangs on it. */
const rest = { dismissed: day, declined: 30 * day, incentive: 365 * day }

/**
 * @param local what the device alone knows: for offers and for the purposes on the device
 */
export function look(plan: Plan, subject: Subject, local: Subject | undefined, now: number): View {
  const purposes = plan.purposes.length
  const fresh = new Float64Array(plan.fields.length)
  const ground = new Float64Array(plan.fields.length * purposes)
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
      if (known === undefined || under === undefined || !Object.hasOwn(who.values, field)) continue
      if (inForce(plan.program, who, field, purpose, now))
        ground[known * purposes + under] = its.until ?? Number.POSITIVE_INFINITY
    }
  for (const planned of plan.offers)
    open[planned.rank] = opensAt(planned.onDevice && local ? local : subject, local, planned)
  return { subject, local, fresh, ground, open }
}

function opensAt(subject: Subject, local: Subject | undefined, planned: Plan['offers'][number]): number {
  const { id, offer, gives, onDevice } = planned
  if (Object.hasOwn(subject.objected, offer.for)) return Number.POSITIVE_INFINITY
  const dismissed = local?.offers[id]
  const before = subject.offers[id]
  const silent = Math.max(restUntil(before, gives), restUntil(dismissed, gives))
  if (before?.status !== 'accepted' || (onDevice && offer.principle === 'receive')) return silent
  return Math.max(silent, repeatsFrom(offer.repeats, before.at))
}

function restUntil(history: Subject['offers'][string] | undefined, gives: Plan['offers'][number]['gives']): number {
  if (history?.status === 'dismissed') return history.at + rest.dismissed
  if (history?.status !== 'declined') return 0
  return history.at + (gives.some((benefit) => benefit.benefit === 'points') ? rest.incentive : rest.declined)
}
