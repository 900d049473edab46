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
  const { rewards } = plan.program
  const reward = Object.hasOwn(rewards, command.reward) ? rewards[command.reward] : undefined
  if (!reward) return refuse('unknown_reward')
  const reason = `reward:${command.reward}`
  const debits = Object.entries(reward.costs).map(([currency, amount = 0]) => ({ currency, amount, reason }))
  return plan.authority.debit(subject, debits, now)
}
