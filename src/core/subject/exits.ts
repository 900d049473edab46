import { fieldsIn, type Pair } from '../program/pair.js'
import type { Plan } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { ok, type Result } from '../result.js'
import { isOurNotice, refusedNow } from './accept.js'
import type { Decline, Erase, Leave, Objection, Rectify, Withdraw } from './command.js'
import type { Event } from './event.js'
import { about, type Refusal, refuse } from './refusal.js'
import { groundsOf, type Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/** The exit of consent. It is recorded also where nothing was granted, so that a late grant finds it. */
export function decideWithdraw(plan: Plan, command: Withdraw, now: number): Decided {
  const purpose = plan.program.purposes[command.purpose]
  if (!purpose || !Object.hasOwn(plan.purposeIndex, command.purpose)) return refuse('unknown_purpose')
  if (!isConsent(purpose)) return refuse('wrong_exit', { facts: { basis: purpose.basis } })
  const proposed = plan.offers.flatMap(({ pairs }) => pairs.filter((pair) => pair.purpose === command.purpose))
  const possible = [...new Set(fieldsIn(proposed))]
  const { fields = possible } = command
  const strange = fields.filter((field) => !possible.includes(field))
  if (strange.length > 0) return refuse('unknown_field', about(strange))
  return ok(
    withdrawn(
      fields.map((field) => ({ purpose: command.purpose, field })),
      command,
      now,
    ),
  )
}

const withdrawn = (pairs: readonly Pair[], { id }: { id: string }, at: number): Event[] =>
  pairs.map(({ purpose, field }) => ({ type: 'withdrawn', purpose, field, at, command: id }))

/** The exit of legitimate interest. */
export function decideObject(plan: Plan, { purpose, id }: Objection, now: number): Decided {
  if (!Object.hasOwn(plan.purposeIndex, purpose)) return refuse('unknown_purpose')
  const basis = plan.program.purposes[purpose]?.basis ?? null
  if (basis !== 'legitimate-interest') return refuse('wrong_exit', { facts: { basis } })
  return ok([{ type: 'objected', purpose, at: now, command: id }])
}

/** The exit of contract. What was earned stays (law 5). An offer that rests on consent takes its consents along. */
export function decideLeave(plan: Plan, subject: Subject, command: Leave, now: number): Decided {
  const { offer } = command
  const own = plan.offer[offer]?.offer.for
  if (!own) return refuse('unknown_offer')
  if (subject.offers[offer]?.status !== 'accepted') return refuse('not_accepted')
  const consents = groundsOf(subject).filter(
    ({ purpose, ground }) => purpose === own && ground.status === 'granted' && ground.offers.includes(offer),
  )
  return ok([
    { type: 'left', offer, at: now },
    ...(isConsent(plan.program.purposes[own]) ? withdrawn(consents, command, now) : []),
  ])
}

/** A refusal is recorded as an acceptance is, for each consent that the offer proposed. */
export function decideDecline(plan: Plan, command: Decline, now: number): Decided {
  const { offer, evidence } = command
  const planned = plan.offer[offer]
  if (!planned) return refuse('unknown_offer')
  if (!isOurNotice(plan, offer, evidence)) return refuse('wrong_notice')
  const consents = [...Object.values(planned.asked), ...planned.boxes].filter(({ purpose }) =>
    isConsent(plan.program.purposes[purpose]),
  )
  return ok([{ type: 'declined', offer, at: now }, ...refusedNow(consents, command, now)])
}

/** Corrects a value; what it may be used for stays. A corrected identifier has to be confirmed anew. */
export function decideRectify(subject: Subject, command: Rectify, now: number): Decided {
  const { field, value, touchpoint, at } = command
  if (!Object.hasOwn(subject.known, field)) return refuse('not_known', about([field]))
  const source = { provenance: 'declared', touchpoint, givenAt: Math.min(at, now) } as const
  return ok([{ type: 'learned', field, value, at: now, source }])
}

/**
 * Ends everything that the law does not demand to keep: consents, contracts, values, points. What stays
 * under a legal duty is readable for that duty alone.
 */
export function decideErase(plan: Plan, subject: Subject, command: Erase, now: number): Decided {
  const ended = groundsOf(subject).filter(
    ({ ground }) => ground.status === 'granted' && ground.basis !== 'legal-obligation',
  )
  const offers = Object.keys(subject.offers).filter((offer) => subject.offers[offer]?.status === 'accepted')
  return ok([
    ...offers.map((offer): Event => ({ type: 'left', offer, at: now })),
    ...withdrawn(ended, command, now),
    ...plan.authority.forfeit(subject, now),
    { type: 'erased', at: now },
  ])
}
