import type { Authority } from '../program/authority.js'
import type { Plan } from '../program/plan.js'
import { ok } from '../result.js'
import type { Event } from './event.js'
import { refuse } from './refusal.js'
import { pointsIn } from './subject.js'

/** The device's authority: it shows what it expects, and books nothing. */
export const onDevice: Authority<Plan> = {
  side: 'device',
  credit: (_program, _subject, credits) =>
    credits.map(({ currency, amount }): Event => ({ type: 'expected', currency, amount })),
  debit: (subject, debits, now) => {
    for (const { currency, amount } of debits) {
      const { available } = pointsIn(subject, currency, now)
      if (available < amount) return refuse('not_enough_points', { facts: { currency, asked: amount, available } })
    }
    return ok(debits.map(({ currency, amount }): Event => ({ type: 'expected', currency, amount: -amount })))
  },
  backend: () => refuse('backend_only'),
  forfeit: () => [],
}
