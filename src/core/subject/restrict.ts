import { ok, type Result } from '../result.js'
import type { Restrict } from './command.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'
import type { Subject } from './subject.js'

/** The right to restriction (GDPR Art. 18). Saying it twice changes nothing. */
export const decideRestrict = (
  { restrictedAt }: Subject,
  { type }: Restrict,
  now: number,
): Result<readonly Event[], Refusal> =>
  ok(
    (type === 'restrict') === (restrictedAt === undefined)
      ? [{ type: type === 'restrict' ? 'restricted' : 'unrestricted', at: now }]
      : [],
  )
