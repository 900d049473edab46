import type { Authority } from '../program/authority.js'
import type { Plan } from '../program/plan.js'
import { ok } from '../result.js'
import type { Event } from './event.js'
import { refuse } from './refusal.js'
import { pointsIn } from './subject.js'

/** The device's authority: it shows what it expects, and books nothing. */
export const onDevice: Authority<Plan> = {
  side: 'device',
  gifts: (_, __, credits) => ok(credits.map(({ currency, amount }): Event => ({ type: 'expected', currency, amount }))),
  redeem: ({ plan, subject, now }, { reward }) => {
    const costs = Object.entries(plan.program.rewards[reward]?.costs ?? {})
    for (const [currency, asked = 0] of costs) {
      const { available } = pointsIn(subject, currency, now)
      if (available < asked) return refuse('not_enough_points', { facts: { currency, asked, available } })
    }
    return ok(costs.map(([currency, amount = 0]): Event => ({ type: 'expected', currency, amount: -amount })))
  },
  backend: () => refuse('backend_only'),
  forfeit: () => [],
}
