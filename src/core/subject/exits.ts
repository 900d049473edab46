import type { Plan } from '../program/plan.js'
import { ok, type Result, refused } from '../result.js'
import { isOurNotice } from './accept.js'
import type { Decline, Erase, Leave, Objection, Rectify, Withdraw } from './command.js'
import type { Event } from './event.js'
import { about, type Refusal, refusal } from './refusal.js'
import type { Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/** The exit of consent. It is recorded also where nothing was granted, so that a late grant finds it. */
export function decideWithdraw(plan: Plan, command: Withdraw, now: number): Decided {
  const purpose = plan.program.purposes[command.purpose]
  if (!purpose || !Object.hasOwn(plan.purposeIndex, command.purpose)) return refused(refusal('unknown_purpose'))
  if (!purpose.basis.endsWith('consent')) return refused(refusal('wrong_exit', { facts: { basis: purpose.basis } }))
  const possible = plan.fieldsOf[command.purpose] ?? new Set()
  const strange = (command.fields ?? []).filter((field) => !possible.has(field))
  if (strange.length > 0) return refused(refusal('unknown_field', about(strange)))
  return ok(withdrawn(command.purpose, command.fields ?? possible, command.id, now))
}

const withdrawn = (purpose: string, fields: Iterable<string>, command: string, at: number): Event[] =>
  [...fields].map((field) => ({ type: 'withdrawn', purpose, field, at, command }))

/** The exit of legitimate interest. */
export function decideObject(plan: Plan, command: Objection, now: number): Decided {
  if (!Object.hasOwn(plan.purposeIndex, command.purpose)) return refused(refusal('unknown_purpose'))
  const basis = plan.program.purposes[command.purpose]?.basis ?? null
  if (basis !== 'legitimate-interest') return refused(refusal('wrong_exit', { facts: { basis } }))
  return ok([{ type: 'objected', purpose: command.purpose, at: now, command: command.id }])
}

/** The exit of contract. What was earned stays (law 5). */
export function decideLeave(plan: Plan, subject: Subject, command: Leave, now: number): Decided {
  const planned = plan.offer[command.offer]
  if (!planned) return refused(refusal('unknown_offer'))
  if (subject.offers[command.offer]?.status !== 'accepted') return refused(refusal('not_accepted'))
  const left: Event = { type: 'left', offer: command.offer, at: now }
  const own = planned.offer.for
  if (!plan.program.purposes[own]?.basis.endsWith('consent')) return ok([left])
  const fields = Object.entries(subject.grounds[own] ?? {}).filter(
    ([, ground]) => ground.status === 'granted' && ground.offers.includes(command.offer),
  )
  return ok([
    left,
    ...withdrawn(
      own,
      fields.map(([field]) => field),
      command.id,
      now,
    ),
  ])
}

/** A refusal is recorded as an acceptance is, for each consent that the offer proposed. */
export function decideDecline(plan: Plan, command: Decline, now: number): Decided {
  const planned = plan.offer[command.offer]
  if (!planned) return refused(refusal('unknown_offer'))
  if (!isOurNotice(plan, command.offer, command.evidence)) return refused(refusal('wrong_notice'))
  const asked = Object.values(planned.asked).map(({ purpose, field }) => ({ purpose, field }))
  const boxes = planned.invites.flatMap(([purpose, fields]) => fields.map((field) => ({ purpose, field })))
  const consents = [...asked, ...boxes].filter(({ purpose }) =>
    plan.program.purposes[purpose]?.basis.endsWith('consent'),
  )
  const refusals = consents.map(
    ({ purpose, field }): Event => ({ type: 'refused', purpose, field, at: now, command: command.id }),
  )
  return ok([{ type: 'declined', offer: command.offer, at: now }, ...refusals])
}

/** Corrects a value; what it may be used for stays. A corrected identifier has to be confirmed anew. */
export function decideRectify(subject: Subject, command: Rectify, now: number): Decided {
  if (!Object.hasOwn(subject.known, command.field)) return refused(refusal('not_known', about([command.field])))
  const source = { provenance: 'declared', touchpoint: command.touchpoint, givenAt: Math.min(command.at, now) } as const
  return ok([{ type: 'learned', field: command.field, value: command.value, at: now, source }])
}

/**
 * Ends everything that the law does not demand to keep: consents, contracts, values, points. What stays
 * under a legal duty is readable for that duty alone.
 */
export function decideErase(plan: Plan, subject: Subject, command: Erase, now: number): Decided {
  const entries = Object.entries(subject.grounds).flatMap(([purpose, byField]) =>
    Object.entries(byField).map(([field, ground]) => ({ purpose, field, ground })),
  )
  const ended = entries.filter(({ ground }) => ground.status === 'granted' && ground.basis !== 'legal-obligation')
  const offers = Object.entries(subject.offers).filter(([, offer]) => offer.status === 'accepted')
  return ok([
    ...offers.map(([offer]): Event => ({ type: 'left', offer, at: now })),
    ...ended.flatMap(({ purpose, field }) => withdrawn(purpose, [field], command.id, now)),
    ...plan.authority.forfeit(subject, now),
    { type: 'erased', at: now },
  ])
}
