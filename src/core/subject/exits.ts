import { askableFrom } from '../consent/asking.js'
import { keptFrom } from '../consent/retention.js'
import { fieldsIn, type Pair } from '../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { isConsent, type Purpose } from '../program/purpose.js'
import { ok, type Result } from '../result.js'
import { isOurNotice, refusedNow } from './accept.js'
import { isOpen, wantsRenewal } from './acceptance.js'
import type { Decline, Erase, Leave, Objection, Rectify, Withdraw } from './command.js'
import { applies } from './conditions.js'
import type { Event } from './event.js'
import { about, type Refusal, refuse } from './refusal.js'
import { stepOf } from './steps.js'
import { groundsOf, isHeld, type Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/** The exit of consent. It is recorded also where nothing was granted, so that a late grant finds it. */
export function decideWithdraw(plan: Plan, subject: Subject, command: Withdraw, now: number): Decided {
  const stands = groundsOf(subject).filter(({ purpose }) => purpose === command.purpose)
  const purpose = purposeOf(plan, command.purpose) ?? stands[0]?.ground
  if (!purpose) return refuse('unknown_purpose')
  if (!isConsent(purpose)) return refuse('wrong_exit', { facts: { basis: purpose.basis } })
  const proposed = plan.offers.flatMap(({ pairs }) => pairs.filter((pair) => pair.purpose === command.purpose))
  // What an earlier version of the program asked for stands until it is withdrawn.
  const possible = [...new Set(fieldsIn([...proposed, ...stands]))]
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

const purposeOf = (plan: Plan, name: string): Purpose | undefined =>
  Object.hasOwn(plan.purposeIndex, name) ? plan.program.purposes[name] : undefined

const withdrawn = (pairs: readonly Pair[], { id }: { id: string }, at: number): Event[] =>
  pairs.map(({ purpose, field }) => ({ type: 'withdrawn', purpose, field, at, command: id }))

/** The exit of legitimate interest. */
export function decideObject(plan: Plan, { purpose, id }: Objection, now: number): Decided {
  const basis = purposeOf(plan, purpose)?.basis
  if (!basis) return refuse('unknown_purpose')
  if (basis !== 'legitimate-interest') return refuse('wrong_exit', { facts: { basis } })
  return ok([{ type: 'objected', purpose, at: now, command: id }])
}

/** The exit of contract. What was earned stays (law 5). An offer that rests on consent takes its consents along. */
export function decideLeave(plan: Plan, subject: Subject, command: Leave, now: number): Decided {
  const { offer } = command
  const own = plan.offer[offer]?.offer.for
  // An offer that the program no longer makes can be left all the same.
  if (!isHeld(subject.offers[offer])) return refuse(own ? 'not_accepted' : 'unknown_offer')
  const consents = groundsOf(subject).filter(
    ({ purpose, ground }) => purpose === own && ground.status === 'granted' && ground.offers.includes(offer),
  )
  return ok([
    ...keptFrom(plan, subject, [offer], now),
    { type: 'left', offer, at: now },
    ...entriesOf(plan, offer, now),
    ...(own && isConsent(plan.program.purposes[own]) ? withdrawn(consents, command, now) : []),
  ])
}

/** A refusal is recorded as an acceptance is, for each consent that the offer proposed. */
export function decideDecline(plan: Plan, subject: Subject, command: Decline, now: number): Decided {
  const { offer, evidence } = command
  const planned = plan.offer[offer]
  if (!planned) return refuse('unknown_offer')
  if (!isOurNotice(plan, offer, evidence)) return refuse('wrong_notice')
  const consents = proposedNow(plan, subject, planned, now).filter(({ purpose }) =>
    isConsent(plan.program.purposes[purpose]),
  )
  return ok([{ type: 'declined', offer, at: now }, ...refusedNow(plan, subject, consents, command, now)])
}

/** Of a long ask its next step alone, and the boxes with the last: what was not shown is not refused. */
function proposedNow(plan: Plan, subject: Subject, planned: PlannedOffer, now: number): readonly Pair[] {
  if (!planned.offer.steps) return [...Object.values(planned.asked), ...planned.boxes]
  const isMissing = (ask: PlannedAsk) => isOpen(plan, subject, ask, now)
  const isWanted = (ask: PlannedAsk) =>
    ask.optional
      ? askableFrom(plan, subject, ask) <= now && (isMissing(ask) || wantsRenewal(plan, subject, ask, now))
      : isMissing(ask)
  const isDone = planned.alternatives.some((group) => group.every((ask) => ask.optional || !isMissing(ask)))
  const step = stepOf(plan, planned, {
    asks: planned.asks.filter((ask) => applies(ask.when, subject, {}) && isWanted(ask)),
    groups: isDone ? [] : planned.alternatives.map((group) => group.filter(isMissing)),
  })
  return [...(step?.asks ?? []), ...(step?.groups.flat() ?? []), ...(step?.isLast ? planned.boxes : [])]
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
  const offers = Object.keys(subject.offers).filter((offer) => isHeld(subject.offers[offer]))
  return ok([
    ...keptFrom(plan, subject, offers, now),
    ...offers.flatMap((offer): Event[] => [{ type: 'left', offer, at: now }, ...entriesOf(plan, offer, now)]),
    ...withdrawn(ended, command, now),
    ...plan.authority.forfeit({ plan, subject, key: command.id, now }, command.bearer === true),
    { type: 'erased', at: now },
  ])
}

/** Who leaves a raffle's offer is in it no more. */
const entriesOf = (plan: Plan, offer: string, at: number): Event[] =>
  Object.entries(plan.program.raffles).flatMap(([raffle, its]) =>
    its.offer === offer ? [{ type: 'unentered', raffle, at }] : [],
  )
