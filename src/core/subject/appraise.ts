import type { Plan } from '../program/plan.js'
import { ok, type Result } from '../result.js'
import { appraisals } from './appraisal.js'
import type { Appraise } from './command.js'
import type { Event } from './event.js'
import { type Refusal, refuse } from './refusal.js'
import type { Subject } from './subject.js'

/** Was it worth it? Said by who has accepted; said again, the later word counts. */
export function decideAppraise(
  plan: Plan,
  subject: Subject,
  { offer, worth }: Appraise,
  now: number,
): Result<readonly Event[], Refusal> {
  if (!Object.hasOwn(plan.offer, offer)) return refuse('unknown_offer')
  if (!appraisals.includes(worth)) return refuse('bad_command')
  if ((subject.offers[offer]?.accepted ?? 0) === 0) return refuse('not_accepted')
  return ok([{ type: 'appraised', offer, worth, at: now }])
}
