import type { Plan } from '../../program/plan.js'
import { ok, type Result } from '../../result.js'
import { inForce } from '../consent.js'
import type { Event } from '../event.js'
import { about, type Refusal, refuse } from '../refusal.js'
import type { Subject } from '../subject.js'
import type { RecordSeen } from './backend-command.js'
import { deny } from './deny.js'

/** What a membership said it would record: as long as its ground is in force, and nothing else (law 4 and 8). */
export function decideRecord(
  plan: Plan,
  subject: Subject,
  { field, value, touchpoint, at }: RecordSeen,
  now: number,
): Result<readonly Event[], Refusal> {
  if (!Object.hasOwn(plan.fieldIndex, field) || plan.program.fields[field]?.kind !== 'observed')
    return refuse('unknown_field', about([field]))
  const mayBe = plan.offers.some(
    ({ observes, offer: { for: purpose } }) =>
      observes.includes(field) && inForce(plan.current, subject, field, purpose, now),
  )
  if (!mayBe) return deny('no_ground', { field })
  const source = { provenance: 'observed', touchpoint, givenAt: Math.min(at, now) } as const
  return ok([{ type: 'learned', field, value, at: now, source }])
}
