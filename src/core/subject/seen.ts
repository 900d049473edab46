import type { Plan } from '../program/plan.js'
import { ok, type Result } from '../result.js'
import type { Dismiss, Shown } from './command.js'
import type { Event } from './event.js'
import { type Refusal, refuse } from './refusal.js'

/** An offer was displayed, or put aside without an answer. */
export function decideSeen(plan: Plan, command: Shown | Dismiss, now: number): Result<readonly Event[], Refusal> {
  const { type, offer, touchpoint } = command
  if (!Object.hasOwn(plan.offer, offer)) return refuse('unknown_offer')
  if (type === 'dismiss') return ok([{ type: 'dismissed', offer, at: now }])
  const channel = plan.program.touchpoints[touchpoint]?.channel
  return ok([{ type: 'shown', offer, at: now, ...(channel !== undefined && { channel }) }])
}
