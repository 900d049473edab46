import type { Plan } from '../program/plan.js'
import type { Result } from '../result.js'
import type { Redeem } from './command.js'
import type { Event } from './event.js'
import { type Refusal, refuse } from './refusal.js'
import type { Subject } from './subject.js'

/** Points convert into a reward. The device sets them aside; only the server books them. */
export function decideRedeem(
  plan: Plan,
  subject: Subject,
  command: Redeem,
  now: number,
): Result<readonly Event[], Refusal> {
  if (!Object.hasOwn(plan.program.rewards, command.reward)) return refuse('unknown_reward')
  if (plan.program.minors && subject.age?.band === 'minor') return refuse('not_for_minors')
  return plan.authority.redeem({ plan, subject, key: command.id, now }, command)
}
