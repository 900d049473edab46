import type { Plan } from '../program/plan.js'
import { ok, type Result, refused } from '../result.js'
import { grant } from './accept.js'
import type { Observe } from './command.js'
import type { Event } from './event.js'
import { about, type Refusal, refusal } from './refusal.js'
import type { Subject } from './subject.js'

/** A value seen in passing. It is kept for the offers on this device that use it, and for nothing else (law 8). */
export function decideObserve(
  plan: Plan,
  subject: Subject,
  command: Observe,
  now: number,
): Result<readonly Event[], Refusal> {
  if (plan.authority.side === 'server') return refused(refusal('device_only'))
  const { field, value, touchpoint } = command
  if (plan.program.fields[field]?.kind !== 'observed') return refused(refusal('unknown_field', about([field])))
  const users = plan.offers.filter(
    ({ onDevice, offer }) => onDevice && Object.hasOwn(offer.uses ?? {}, field) && isFree(plan, subject, offer.for),
  )
  if (users.length === 0) return refused(refusal('not_used', about([field])))
  const source = { provenance: 'observed', touchpoint, givenAt: command.at } as const
  const learned: Event = { type: 'learned', field, value, at: now, source }
  return ok([
    learned,
    ...users.map(({ id, offer }) => grant(plan, { id: command.id, offer: id }, field, offer.for, now)),
  ])
}

/** No consent is wanted for the purpose, and nobody objected to it. */
const isFree = (plan: Plan, subject: Subject, purpose: string): boolean =>
  !Object.hasOwn(subject.objected, purpose) && plan.program.purposes[purpose]?.basis.endsWith('consent') === false
