import { redeem } from '../points/transfer.js'
import type { Plan } from '../program/plan.js'
import { ok, type Result, refused } from '../result.js'
import type { Redeem } from './command.js'
import type { Event } from './event.js'
import { type Refusal, refusal } from './refusal.js'
import { accountOf, pointsIn, type Subject } from './subject.js'

/** Points convert into a reward. The device sets them aside; only the server books them. */
export function decideRedeem(
  plan: Plan,
  subject: Subject,
  command: Redeem,
  now: number,
): Result<readonly Event[], Refusal> {
  const reward = Object.hasOwn(plan.program.rewards, command.reward) ? plan.program.rewards[command.reward] : undefined
  if (!reward) return refused(refusal('unknown_reward'))
  const events: Event[] = []
  for (const [currency, amount = 0] of Object.entries(reward.costs)) {
    const { available } = pointsIn(subject, currency, now)
    if (available < amount)
      return refused(refusal('not_enough_points', { facts: { currency, asked: amount, available } }))
    if (plan.authority === 'device') {
      events.push({ type: 'expected', currency, amount: -amount })
      continue
    }
    const transfer = redeem(accountOf(subject, currency), {
      currency,
      amount,
      at: now,
      reason: `reward:${command.reward}`,
    })
    if (!transfer.ok) return refused(refusal('not_enough_points', { facts: { currency, asked: amount, available } }))
    events.push({ type: 'booked', transfer: transfer.value })
  }
  return ok(events)
}
