import { askableFrom } from '../consent/asking.js'
import { untilOf } from '../consent/retention.js'
import { weighedIn } from '../decision/fairness/weighed-in.js'
import { withCoupon } from '../program/fits.js'
import { repeatsFrom } from '../program/offer.js'
import { fieldsIn, isAmong, type Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { isConsent, type Purpose } from '../program/purpose.js'
import { ok, type Result } from '../result.js'
import { bringsNeeded, type Case, caseOf, isAnswered, isOpen, isUnticked, lacking, paidNow } from './acceptance.js'
import { needsParent, problemWithAge, problemWithReward, voided } from './age.js'
import type { Accept } from './command.js'
import { applies, mayApply } from './conditions.js'
import { inForce, mayLift } from './consent.js'
import type { Evidence } from './envelope.js'
import type { Event } from './event.js'
import { givenTo } from './given-to.js'
import { couponUntil, problemWithTime } from './in-time.js'
import { about, type Refusal, refusal, refuse } from './refusal.js'
import { stepGifts, wereShown } from './steps.js'
import { overflows, type Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/** Law 2, 3 and 6: takes what the offer asks and no more, and records what it gives in the same step. */
export function decideAccept(plan: Plan, subject: Subject, command: Accept, now: number): Decided {
  const { offer, touchpoint, evidence, coupon } = command
  const planned = plan.offer[offer]
  if (!planned) return refuse('unknown_offer', { facts: { offer } })
  if (plan.authority.side === 'server' && planned.onDevice) return refuse('device_only')
  if (planned.at && !planned.at.has(touchpoint)) return refuse('not_here')
  const problemOfTime = problemWithTime(planned, command, now)
  if (problemOfTime) return { ok: false, error: problemOfTime }
  if (!mayApply(planned.offer.when, subject)) return refuse('not_now')
  if (!isOurNotice(plan, offer, evidence)) return refuse('wrong_notice')
  const problemOfAge =
    (command.age && problemWithAge(plan, subject, command.age)) ??
    problemWithReward(plan, subject, planned, command.age)
  if (problemOfAge) return { ok: false, error: problemOfAge }
  const { fits } = planned.offer
  // Which coupon it is, is said where there is one to choose, and nowhere else.
  if (fits && coupon === undefined) return refuse('none_left')
  if (coupon !== undefined && !Object.hasOwn(fits?.coupons ?? {}, coupon)) return refuse('unknown_coupon')
  const repeated = again(planned, subject, now)
  if (repeated === 'too_soon') return refuse(repeated)
  const given = caseOf(plan, subject, command, planned, now, repeated === 'supplement')
  const problem = problemWithAnswers(given) ?? problemWithConsents(given)
  if (problem) return { ok: false, error: problem }
  const granted = grants(given)
  if (!granted.ok) return granted
  const gifts = giftsOf(given)
  if (!gifts.ok) return gifts
  const values = learned(given)
  // The coupon was chosen for them, and coming back brings none again.
  if (fits && !given.supplement && gifts.value.length === 0) return refuse('too_soon')
  const isEmpty = values.length + granted.value.length + Object.keys(command.consents).length === 0
  if (given.supplement && isEmpty) return refuse('already_accepted')
  return ok([
    ...ageSaid(given),
    ...opening(given, [...granted.value, ...gifts.value]),
    ...values,
    ...granted.value,
    ...refusals(given, granted.value),
    ...gifts.value,
  ])
}

/** That it was accepted, or added to, and what was given and got with it where the program has money to say so. */
function opening(
  { plan, subject, planned, supplement, begins, now }: Case,
  events: readonly Event[],
): readonly Event[] {
  const { id: offer } = planned
  const its = plan.program.money === undefined ? undefined : weighedIn(plan, subject, planned, events, now)
  const gives = events.some(({ type }) => type === 'given')
  if (begins) return [{ type: 'begun', offer, at: now, ...(gives && { gives }), ...(its && { weighed: its }) }]
  if (!supplement) return [{ type: 'accepted', offer, at: now, ...(its && { weighed: its }) }]
  return its && its.gave + its.got > 0 ? [{ type: 'supplemented', offer, at: now, weighed: its }] : []
}

/** What was said of the age with it; nothing where it was known. */
const ageSaid = ({ subject, command: { age, id }, now }: Case): readonly Event[] =>
  age === undefined || age === subject.age?.band
    ? []
    : [{ type: 'age-declared', band: age, at: now }, ...(age === 'minor' ? voided(subject, id, now) : [])]

/** Whether what was shown is the notice that this program writes for the offer. */
export function isOurNotice(plan: Plan, offer: string, { notice }: Evidence): boolean {
  const { hash, version, language } = plan.notice(offer)
  return notice.hash === hash && notice.version === version && notice.language === language
}

/** Whether this acceptance is the first, a supplement to one in force, or comes before the offer repeats. */
export function again(planned: PlannedOffer, subject: Subject, now: number): 'new' | 'supplement' | 'too_soon' {
  const before = subject.offers[planned.id]
  if (before?.status !== 'accepted') return 'new'
  const { onDevice, offer } = planned
  const from = repeatsFrom(offer.repeats ?? (onDevice && !offer.fits ? 'always' : 'once'), before.at)
  if (from === Number.POSITIVE_INFINITY) return 'supplement'
  return now < from ? 'too_soon' : 'new'
}

function problemWithAnswers(given: Case): Refusal | undefined {
  const { planned, command, subject, boxes, isThere } = given
  const fields = Object.keys(command.answers)
  const unasked = fields.filter((field) => {
    const ask = planned.asked[field]
    return !(ask && applies(ask.when, subject, command.answers)) && !fieldsIn(boxes).includes(field)
  })
  if (unasked.length > 0) return refusal('not_asked', about(unasked))
  const needed = given.supplement || given.begins ? [] : lacking(given)
  // What a membership will record need not be known yet: the consent waits for the first value.
  const isToCome = (field: string) => planned.observes.includes(field)
  const missing = [...needed, ...fieldsIn(boxes).filter((field) => !isThere(field) && !isToCome(field))]
  return missing.length > 0 ? refusal('missing', about(missing)) : undefined
}

function problemWithConsents({ plan, subject, planned, command, now, answered, ticked }: Case): Refusal | undefined {
  const proposed = [...planned.boxes, ...answered]
  for (const [purpose, fields] of Object.entries(command.consents)) {
    const unknown = fields.filter((field) => !isAmong(proposed, { purpose, field }))
    if (unknown.length > 0 || fields.length === 0)
      return refusal('not_invited', { ...about(unknown), facts: { purpose } })
  }
  // One that is in force already need not be given again.
  const silent = answered.filter(
    (ask) => isUnticked(plan, ticked, ask) && !inForce(plan.program, subject, ask.field, ask.purpose, now),
  )
  return silent.length > 0 ? refusal('explicit_consent_missing', about(fieldsIn(silent))) : undefined
}

/** What may be used for what from now on; refused where a withdrawal came that the sender had not seen. */
function grants(given: Case): Decided {
  const { plan, subject, command, planned, now } = given
  const uses = planned.uses.filter((field) => Object.hasOwn(subject.known, field))
  const own = given.supplement || given.begins ? [] : [...uses, ...planned.observes]
  const all = [
    ...given.answered.filter((ask) => !isUnticked(plan, given.ticked, ask)),
    ...own.map((field) => ({ field, purpose: planned.offer.for, optional: false })),
    ...given.boxes.map((box) => ({ ...box, optional: true })),
  ]
  const band = command.age ?? subject.age?.band
  const parental = command.evidence.act === 'staff' ? [] : needsParent(plan, band, all)
  if (parental.length > 0) return refuse('not_for_minors', about(fieldsIn(parental)))
  const late = all.filter((pair) => !mayGrant(given, pair))
  const blocked = late.filter(({ optional }) => !optional)
  if (blocked.length > 0) return refuse('withdrawn_since', about(fieldsIn(blocked)))
  return ok(all.filter((pair) => !late.includes(pair)).map((pair) => grant(plan, command, pair, now)))
}

function mayGrant({ plan, subject, command }: Case, { purpose, field }: Pair): boolean {
  const ground = subject.grounds[purpose]?.[field]
  const isWithdrawn = isConsent(plan.program.purposes[purpose]) && ground?.status === 'withdrawn'
  return mayLift(subject.objected[purpose], command) && (!isWithdrawn || mayLift(ground, command))
}

export function grant(
  plan: Plan,
  { id, offer }: { id: string; offer: string },
  { purpose, field }: Pair,
  now: number,
): Event {
  const { basis } = plan.program.purposes[purpose] as Purpose
  const until = untilOf(plan, offer, { purpose, field }, now)
  const terms = plan.terms(purpose, field)
  return {
    ...{ type: 'granted', purpose, field, basis, offer, at: now },
    ...(until !== undefined && { until }),
    ...(terms && { terms }),
    command: id,
  }
}

const learned = ({ command, now, plan }: Case): readonly Event[] =>
  Object.entries(command.answers).map(([field, value]): Event => {
    const { offer, touchpoint, at } = command
    const provenance = plan.program.fields[field]?.kind === 'observed' ? 'observed' : 'declared'
    // A clock that runs ahead makes no answer fresher than it is.
    const source = { provenance, offer, touchpoint, givenAt: Math.min(at, now) } as const
    return { type: 'learned', field, value, at: now, source }
  })

/** A box that stayed empty is recorded too, so that nobody asks again at once. */
function refusals(given: Case, granted: readonly Event[]): readonly Event[] {
  const { plan, subject, planned, command, now, ticked, due } = given
  if (given.begins) return []
  const open = () => due.filter((ask) => isAnswered(command, ask.field) || isOpen(plan, subject, ask, now))
  const wasShown = planned.offer.steps ? wereShown(plan, planned, open(), Object.keys(command.answers)) : () => true
  const left = [
    ...planned.boxes.filter((box) => !isAmong(ticked, box)),
    ...planned.asks.filter((ask) => ask.optional && !isAnswered(command, ask.field) && wasShown(ask)),
  ]
  const granting = pairsAmong(granted)
  return refusedNow(
    plan,
    subject,
    left.filter((pair) => !isAmong(granting, pair)),
    command,
    now,
  )
}

const pairsAmong = (events: readonly Event[]): readonly Pair[] => events.filter((event) => event.type === 'granted')

/** A no to what was proposed; what stands, or is not asked again yet, was not. */
export const refusedNow = (
  plan: Plan,
  subject: Subject,
  pairs: readonly Pair[],
  { id }: { id: string },
  now: number,
): readonly Event[] =>
  pairs
    .filter((pair) => askableFrom(plan, subject, pair) <= now)
    .map(({ purpose, field }) => ({ type: 'refused', purpose, field, at: now, command: id }))

/** What was promised, in the same step. An ask's own points are paid once per subject, ever (law 3). */
function giftsOf(given: Case): Decided {
  const { plan, subject, command, planned, now, supplement } = given
  const { offer } = command
  const waits = plan.authority.side === 'device' && !planned.onDevice
  if (given.begins) return ok(givenWithStep(given, waits))
  const gives = supplement ? [] : withCoupon(givenTo(planned, subject, now), planned.offer.fits, command.coupon)
  const paying = paidNow(given)
  const credits = [
    ...gives.map((benefit) => ({ points: benefit.benefit === 'points' ? benefit.points : {}, reason: offer })),
    ...paying.map(({ points, field }) => ({ points: points ?? {}, reason: `${offer}.${field}` })),
  ].flatMap(({ points, reason }) =>
    Object.entries(points).map(([currency, amount = 0]) => ({ currency, amount, reason })),
  )
  if (overflows(subject, credits)) return refuse('bad_amount')
  const until = couponUntil(plan, planned, gives, now)
  const gifts = plan.authority.gifts(
    { plan, subject, key: command.id, now },
    supplement ? {} : { offer, couponUntil: until },
    credits,
  )
  if (!gifts.ok) return gifts
  return ok([
    ...gives.map(
      (benefit): Event => ({
        type: 'given',
        offer,
        benefit,
        state: waits || benefit.by ? 'pending' : 'given',
        at: now,
        ...(benefit.benefit === 'coupon' && until !== undefined && { until }),
      }),
    ),
    ...paying.map(({ field }): Event => ({ type: 'paid', field })),
    ...gifts.value,
  ])
}

/** What a step gives; the offer's own benefit, and points, come with its acceptance. */
function givenWithStep(given: Case, waits: boolean): readonly Event[] {
  const { plan, subject, planned, now } = given
  const gives = bringsNeeded(given) ? stepGifts(plan, planned, subject) : []
  return gives.map((benefit) => ({
    ...{ type: 'given', offer: planned.id, benefit, at: now },
    state: waits || benefit.by ? 'pending' : 'given',
  }))
}
