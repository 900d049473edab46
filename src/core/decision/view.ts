import { askableFrom } from '../consent/asking.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { freshUntil } from '../subject/conditions.js'
import { inForce } from '../subject/consent.js'
import { groundsOf, type Subject } from '../subject/subject.js'

/**
 * A subject as decisions read it: one number per field and per pair, so that neither a gate nor a proposal
 * searches or allocates. Made once per change of the subject, not per question, and good until something in it ends.
 */
export interface View {
  /** When it was made, epoch milliseconds. */
  readonly at: number
  /** The earliest end of a ground, of an answer's freshness or of points in it: from then on it has to be made anew. */
  readonly until: number
  readonly subject: Subject
  readonly local: Subject | undefined
  /** Per field: until when its answer is good; `-Infinity` where it is not known. */
  readonly fresh: Float64Array
  /** Per pair, `field × purposes + purpose`: until when the value may be used for it; 0 where it may not. */
  readonly ground: Float64Array
  /** Per pair likewise: from when on its consent may be proposed; 0 where nobody was asked, `Infinity` where it stands. */
  readonly ask: Float64Array
  /** The offers whose display on this page was counted: to go on showing them is no new one. */
  readonly displayed: ReadonlySet<string> | undefined
}

/** Whose word counts for an offer: what is received and chosen stays on the device. */
export const homeOf = ({ subject, local }: View, { onDevice }: PlannedOffer): Subject =>
  onDevice && local ? local : subject

/**
 * @param local what the device alone knows: for offers and for the purposes on the device
 */
export function look(
  plan: Plan,
  subject: Subject,
  local: Subject | undefined,
  now: number,
  displayed?: ReadonlySet<string>,
): View {
  const purposes = plan.purposes.length
  const fresh = new Float64Array(plan.fields.length)
  const ground = new Float64Array(plan.fields.length * purposes)
  const ask = new Float64Array(plan.fields.length * purposes)
  let until = Number.POSITIVE_INFINITY
  const ends = (at = until): number => {
    if (at > now && at < until) until = at
    return at
  }
  for (const [index, field] of plan.fields.entries())
    fresh[index] = Math.max(
      ends(freshUntil(plan.program, subject, field)),
      local ? ends(freshUntil(plan.program, local, field)) : Number.NEGATIVE_INFINITY,
    )
  for (const { lots } of Object.values(subject.points))
    for (const { availableAt, expiresAt } of lots) {
      ends(availableAt)
      ends(expiresAt)
    }
  for (const who of local ? [local, subject] : [subject])
    for (const { purpose, field, ground: its } of groundsOf(who)) {
      const known = plan.fieldIndex[field]
      const under = plan.purposeIndex[purpose]
      if (known === undefined || under === undefined) continue
      const pair = known * purposes + under
      ask[pair] = Math.max(ask[pair] as number, askableFrom(plan, who, { purpose, field }))
      if (its.status === 'granted') {
        ends(its.until)
        ends(its.confirmBy)
      }
      if (Object.hasOwn(who.values, field) && inForce(plan.program, who, field, purpose, now))
        ground[pair] = its.until ?? Number.POSITIVE_INFINITY
    }
  return { at: now, until, subject, local, fresh, ground, ask, displayed }
}
