import { later } from '../duration.js'
import type { Credit } from '../program/authority.js'
import type { Benefit } from '../program/benefit.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { ok, type Result, refused } from '../result.js'
import type { Accept, Evidence } from './command.js'
import { applies, freshUntil, mayApply } from './conditions.js'
import { inForce, mayLift } from './consent.js'
import type { Event } from './event.js'
import { about, type Refusal, refusal } from './refusal.js'
import type { Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/** One acceptance while it is being decided. */
interface Case {
  readonly plan: Plan
  readonly subject: Subject
  readonly command: Accept
  readonly planned: PlannedOffer
  readonly now: number
  /** Accepted before and still in force: only what is missing is added, and nothing is given twice. */
  readonly supplement: boolean
}

/** Law 2, 3 and 6: takes what the offer asks and no more, and records what it gives in the same step. */
export function decideAccept(plan: Plan, subject: Subject, command: Accept, now: number): Decided {
  const planned = plan.offer[command.offer]
  if (!planned) return refused(refusal('unknown_offer', { facts: { offer: command.offer } }))
  if (plan.authority.side === 'server' && planned.onDevice) return refused(refusal('device_only'))
  if (planned.at && !planned.at.has(command.touchpoint)) return refused(refusal('not_here'))
  if (!mayApply(planned.offer.when, subject)) return refused(refusal('not_now'))
  if (!isOurNotice(plan, command.offer, command.evidence)) return refused(refusal('wrong_notice'))
  const repeated = again(planned, subject, now)
  if (repeated === 'too_soon') return refused(refusal(repeated))
  const given: Case = { plan, subject, command, planned, now, supplement: repeated === 'supplement' }
  const problem = problemWithAnswers(given) ?? problemWithConsents(given)
  if (problem) return refused(problem)
  const granted = grants(given)
  if (!granted.ok) return granted
  const empty = given.supplement && learned(given).length === 0 && Object.keys(command.consents).length === 0
  if (empty) return refused(refusal('already_accepted'))
  return ok([...opening(given), ...learned(given), ...granted.value, ...refusals(given), ...gifts(given)])
}

/** Whether what was shown is the notice that this program writes for the offer. */
export function isOurNotice(plan: Plan, offer: string, evidence: Evidence): boolean {
  const ours = plan.notice(offer)
  return (
    evidence.notice.hash === ours.hash &&
    evidence.notice.version === ours.version &&
    evidence.notice.language === ours.language
  )
}

/** Whether this acceptance is the first, a supplement to one in force, or comes before the offer repeats. */
export function again(planned: PlannedOffer, subject: Subject, now: number): 'new' | 'supplement' | 'too_soon' {
  const before = subject.offers[planned.id]
  if (before?.status !== 'accepted') return 'new'
  const repeats = planned.offer.repeats ?? (planned.onDevice ? 'always' : 'once')
  if (repeats === 'always') return 'new'
  if (repeats === 'once') return 'supplement'
  return now < later(before.at, repeats) ? 'too_soon' : 'new'
}

/** What an acceptance gives now: an offer's points are given once, also to who left and came back. */
export function givenTo(planned: PlannedOffer, subject: Subject): readonly Benefit[] {
  const isReturn = (planned.offer.repeats ?? 'once') === 'once' && (subject.offers[planned.id]?.accepted ?? 0) > 0
  return isReturn ? planned.gives.filter(({ benefit }) => benefit !== 'points') : planned.gives
}

const has = (record: object, name: string): boolean => Object.hasOwn(record, name)

/** Known and fresh now, or answered with this command. */
const there = ({ plan, subject, command, now }: Case, field: string): boolean =>
  has(command.answers, field) || now < freshUntil(plan.program, subject, field)

const active = ({ subject, command }: Case, ask: PlannedAsk): boolean => applies(ask.when, subject, command.answers)

/** The groups of alternatives that were answered in full; the first one counts. */
const chosen = (given: Case): readonly PlannedAsk[] =>
  given.planned.alternatives.find((group) => group.every((ask) => ask.optional || there(given, ask.field))) ?? []

/** The asks that this acceptance answers, alternatives included. */
const answered = (given: Case): readonly PlannedAsk[] => [
  ...given.planned.asks.filter((ask) => active(given, ask) && (!ask.optional || has(given.command.answers, ask.field))),
  ...chosen(given).filter((ask) => !ask.optional || has(given.command.answers, ask.field)),
]

/** The fields of the consents that were ticked, which may be given with them. */
const invited = ({ planned, command }: Case): ReadonlySet<string> =>
  new Set(
    planned.invites.flatMap(([purpose]) => (has(command.consents, purpose) ? (command.consents[purpose] ?? []) : [])),
  )

function problemWithAnswers(given: Case): Refusal | undefined {
  const { planned, command, subject } = given
  const welcome = invited(given)
  const unasked = Object.keys(command.answers).filter((field) => {
    const ask = has(planned.asked, field) ? planned.asked[field] : undefined
    return !(ask && active(given, ask)) && !welcome.has(field)
  })
  if (unasked.length > 0) return refusal('not_asked', about(unasked))
  if (given.supplement && Object.keys(command.answers).length === 0) return undefined
  const required = planned.asks.filter((ask) => !ask.optional && active(given, ask)).map((ask) => ask.field)
  const missing = [...required, ...welcome].filter((field) => !there(given, field))
  const alternatives = planned.alternatives
  if (alternatives.length > 0 && chosen(given).length === 0 && !has(subject.offers, planned.id))
    missing.push(...(alternatives[0] ?? []).filter((ask) => !ask.optional).map((ask) => ask.field))
  return missing.length > 0 ? refusal('missing', about(missing)) : undefined
}

function problemWithConsents(given: Case): Refusal | undefined {
  const { planned, command } = given
  const asks = answered(given)
  for (const [purpose, fields] of Object.entries(command.consents)) {
    const invitation = planned.invites.find(([name]) => name === purpose)?.[1] ?? []
    const own = asks.filter((ask) => ask.purpose === purpose).map((ask) => ask.field)
    const unknown = fields.filter((field) => !invitation.includes(field) && !own.includes(field))
    if (unknown.length > 0 || fields.length === 0)
      return refusal('not_invited', { ...about(unknown), facts: { purpose } })
  }
  const silent = asks.filter(
    (ask) => needsTick(given, ask.purpose, ask.field) && !ticked(command, ask.purpose, ask.field),
  )
  return silent.length > 0 ? refusal('explicit_consent_missing', about(silent.map((ask) => ask.field))) : undefined
}

/** Explicit consent is never read into an answer; one that is in force already need not be given again. */
const needsTick = ({ plan, subject, now }: Case, purpose: string, field: string): boolean =>
  plan.program.purposes[purpose]?.basis === 'explicit-consent' && !inForce(plan.program, subject, field, purpose, now)

const ticked = (command: Accept, purpose: string, field: string): boolean =>
  has(command.consents, purpose) && command.consents[purpose]?.includes(field) === true

/** What may be used for what from now on; refused where a withdrawal came that the sender had not seen. */
function grants(given: Case): Decided {
  const { plan, subject, command, planned } = given
  const { offer } = planned
  const required = answered(given).map((ask) => ({ field: ask.field, purpose: ask.purpose, must: !ask.optional }))
  const uses = Object.keys(offer.uses ?? {}).filter((field) => has(subject.known, field))
  const own = [...uses, ...Object.keys(offer.observes ?? {})].map((field) => ({
    field,
    purpose: offer.for,
    must: true,
  }))
  const boxes = planned.invites.flatMap(([purpose]) =>
    (has(command.consents, purpose) ? (command.consents[purpose] ?? []) : []).map((field) => ({
      field,
      purpose,
      must: false,
    })),
  )
  const silent = (field: string, purpose: string) =>
    plan.program.purposes[purpose]?.basis === 'explicit-consent' && !ticked(command, purpose, field)
  const all = [...required, ...own, ...boxes].filter(({ field, purpose }) => !silent(field, purpose))
  const late = all.filter(({ field, purpose }) => !mayGrant(given, field, purpose))
  const blocked = late.filter(({ must }) => must)
  if (blocked.length > 0) return refused(refusal('withdrawn_since', about(blocked.map(({ field }) => field))))
  return ok(
    all
      .filter((one) => !late.includes(one))
      .map(({ field, purpose }) => grant(plan, command, field, purpose, given.now)),
  )
}

function mayGrant({ plan, subject, command }: Case, field: string, purpose: string): boolean {
  if (!mayLift(subject.objected[purpose], command)) return false
  const ground = subject.grounds[purpose]?.[field]
  const rests = plan.program.purposes[purpose]?.basis.endsWith('consent')
  return !rests || ground?.status !== 'withdrawn' || mayLift(ground, command)
}

export function grant(
  plan: Plan,
  command: { id: string; offer: string },
  field: string,
  purpose: string,
  now: number,
): Event {
  const { basis, validFor } = plan.program.purposes[purpose] as NonNullable<Plan['program']['purposes'][string]>
  const until = validFor === undefined ? undefined : { until: later(now, validFor) }
  return { type: 'granted', purpose, field, basis, offer: command.offer, at: now, ...until, command: command.id }
}

const opening = ({ command, supplement, now }: Case): readonly Event[] => {
  const { offer, at: givenAt, touchpoint, evidence } = command
  return supplement ? [] : [{ type: 'accepted', offer, at: now, givenAt, touchpoint, evidence }]
}

const learned = ({ command, now, plan }: Case): readonly Event[] =>
  Object.entries(command.answers).map(([field, value]): Event => {
    const provenance = plan.program.fields[field]?.kind === 'observed' ? 'observed' : 'declared'
    // A clock that runs ahead makes no answer fresher than it is.
    const source = {
      provenance,
      offer: command.offer,
      touchpoint: command.touchpoint,
      givenAt: Math.min(command.at, now),
    } as const
    return { type: 'learned', field, value, at: now, source }
  })

/** A box that stayed empty is recorded too, so that nobody asks again at once. */
const refusals = (given: Case): readonly Event[] => {
  const { planned, command, now } = given
  const boxes = planned.invites.flatMap(([purpose, fields]) => fields.map((field) => ({ purpose, field })))
  const left = planned.asks.filter((ask) => ask.optional && !has(command.answers, ask.field))
  const open = [...boxes.filter(({ purpose, field }) => !ticked(command, purpose, field)), ...left]
  return open.map(({ purpose, field }) => ({ type: 'refused', purpose, field, at: now, command: command.id }))
}

/** What was promised, in the same step. An ask's own points are paid once per subject, ever (law 3). */
function gifts(given: Case): readonly Event[] {
  const { plan, subject, command, planned, now, supplement } = given
  const waits = plan.authority.side === 'device' && !planned.onDevice
  const gives = supplement ? [] : givenTo(planned, subject)
  const paying = answered(given).filter(
    (ask) => ask.points && has(command.answers, ask.field) && !has(subject.paid, ask.field),
  )
  const credits = [
    ...gives.flatMap((benefit) => (benefit.benefit === 'points' ? credit(benefit.points, command.offer) : [])),
    ...paying.flatMap((ask) => credit(ask.points ?? {}, `${command.offer}.${ask.field}`)),
  ]
  return [
    ...gives.map(
      (benefit): Event => ({
        type: 'given',
        offer: command.offer,
        benefit,
        state: waits || benefit.by ? 'pending' : 'given',
        at: now,
      }),
    ),
    ...paying.map((ask): Event => ({ type: 'paid', field: ask.field })),
    ...plan.authority.credit(plan.program, subject, credits, now),
  ]
}

const credit = (points: { readonly [currency: string]: number | undefined }, reason: string): readonly Credit[] =>
  Object.entries(points).map(([currency, amount = 0]) => ({ currency, amount, reason }))
