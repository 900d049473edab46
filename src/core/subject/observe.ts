import type { Plan } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { ok, type Result } from '../result.js'
import { grant } from './accept.js'
import type { Observe } from './command.js'
import type { Event } from './event.js'
import { about, type Refusal, refuse } from './refusal.js'
import type { Subject } from './subject.js'

/** A value seen in passing. It is kept for the offers on this device that use it, and for nothing else (law 8). */
export function decideObserve(
  plan: Plan,
  subject: Subject,
  command: Observe,
  now: number,
): Result<readonly Event[], Refusal> {
  if (plan.authority.side === 'server') return refuse('device_only')
  const { field, value, touchpoint, id, at: givenAt } = command
  if (plan.program.fields[field]?.kind !== 'observed') return refuse('unknown_field', about([field]))
  const users = plan.offers.filter(
    ({ onDevice, uses, offer }) => onDevice && uses.includes(field) && isFree(plan, subject, offer.for),
  )
  if (users.length === 0) return refuse('not_used', about([field]))
  const source = { provenance: 'observed', touchpoint, givenAt } as const
  const learned: Event = { type: 'learned', field, value, at: now, source }
  return ok([
    learned,
    ...users.map(({ id: offer, offer: { for: purpose } }) => grant(plan, { id, offer }, { purpose, field }, now)),
  ])
}

/** No consent is wanted for the purpose, and nobody objected to it. */
const isFree = (plan: Plan, subject: Subject, purpose: string): boolean =>
  !Object.hasOwn(subject.objected, purpose) && !isConsent(plan.program.purposes[purpose])
