import { reverse } from '../points/transfer.js'
import type { Plan } from '../program/plan.js'
import { ok, type Result, refused } from '../result.js'
import { grant } from './accept.js'
import type { Award, BackendCommand, Confirm, Enrol, Reverse } from './command.js'
import type { Event } from './event.js'
import { about, type Refusal, refusal, refuse } from './refusal.js'
import { accountOf, overflows, type Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/** What only the site's backend may say. */
export function decideBackend(plan: Plan, subject: Subject, command: BackendCommand, now: number): Decided {
  switch (command.type) {
    case 'enrol':
      return decideEnrol(plan, subject, command, now)
    case 'award':
      return decideAward(plan, subject, command, now)
    case 'reverse':
      return decideReverse(plan, subject, command, now)
    case 'confirm':
      return decideConfirm(subject, command, now)
  }
}

/** A member of old: the contract's ground for what the offer needs and records, and no consent to anything. */
function decideEnrol(plan: Plan, subject: Subject, command: Enrol, now: number): Decided {
  const planned = plan.offer[command.offer]
  if (!planned) return refuse('unknown_offer')
  if (subject.offers[command.offer]?.status === 'accepted') return refuse('already_accepted')
  const { offer } = planned
  if (plan.program.purposes[offer.for]?.basis !== 'contract')
    return refuse('wrong_exit', { facts: { basis: plan.program.purposes[offer.for]?.basis ?? null } })
  const needed = planned.asks
    .filter((ask) => !ask.optional && !ask.when && ask.purpose === offer.for)
    .map((ask) => ask.field)
  const fields = new Set([...needed, ...Object.keys(offer.observes ?? {})])
  const { at: givenAt, touchpoint, evidence } = command
  return ok([
    { type: 'accepted', offer: command.offer, at: now, givenAt, touchpoint, evidence },
    ...[...fields].map((field) => grant(plan, command, { purpose: offer.for, field }, now)),
  ])
}

/** Points for a deed, on the backend's word. */
function decideAward(plan: Plan, subject: Subject, command: Award, now: number): Decided {
  const problem =
    problemWith(plan, command.points) ??
    (command.giver !== undefined && command.giver === command.subject ? refusal('self_award') : undefined)
  if (problem) return refused(problem)
  for (const [currency, most] of Object.entries(plan.policy.maxAward ?? {}))
    if (most !== undefined && (command.points[currency] ?? 0) > most)
      return refuse('over_limit', { facts: { currency, most } })
  const when = command.availableAt === undefined ? undefined : { availableAt: command.availableAt }
  const credits = Object.entries(command.points).map(([currency, amount]) => ({
    currency,
    amount,
    reason: command.reason,
    ...when,
  }))
  if (overflows(subject, credits)) return refuse('bad_amount')
  return ok(plan.authority.credit(plan.program, subject, credits, now))
}

/** The deed was undone. */
function decideReverse(plan: Plan, subject: Subject, command: Reverse, now: number): Decided {
  const problem = problemWith(plan, command.points)
  if (problem) return refused(problem)
  return ok(
    Object.entries(command.points).map(([currency, amount]): Event => {
      const why = { currency, amount, at: now, reason: command.reason }
      return { type: 'booked', transfer: reverse(accountOf(subject, currency), why) }
    }),
  )
}

/** Zero is an amount: a sale below the first point is a deed too, and its replay has to be known. */
function problemWith(plan: Plan, points: { readonly [currency: string]: number }): Refusal | undefined {
  const entries = Object.entries(points)
  const unknown = entries.find(([currency]) => !Object.hasOwn(plan.program.currencies, currency))
  if (unknown || entries.length === 0) return refusal('unknown_currency', { facts: { currency: unknown?.[0] ?? null } })
  const bad = entries.find(([, amount]) => !Number.isSafeInteger(amount) || amount < 0)
  return bad ? refusal('bad_amount', { facts: { currency: bad[0] } }) : undefined
}

/** An identifier was proven to be the subject's. */
function decideConfirm(subject: Subject, command: Confirm, now: number): Decided {
  const { field, value } = command
  if (JSON.stringify(subject.values[field]) !== JSON.stringify(value)) return refuse('not_known', about([field]))
  return ok([{ type: 'confirmed', field, at: now }])
}
