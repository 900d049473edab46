import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import { amountsOf } from './amounts.js'
import type { Award } from './backend-command.js'
import { credit } from './credit.js'
import { deny } from './deny.js'
import { currencyOf, type Ledger } from './ledger.js'
import { respect } from './respect.js'

type Decided = Result<readonly Event[], Refusal>

/** Points on the backend's word. */
export function decideAward(ledger: Ledger, command: Award): Decided {
  const { plan } = ledger
  const amounts = amountsOf(plan, command.points, 0)
  if (!amounts.ok) return amounts
  const { giver, partner, reason, actor, availableAt, expiresAt, qualifies = false } = command
  if (giver !== undefined && giver === command.subject) return deny('self_award')
  if (partner !== undefined && !Object.hasOwn(plan.program.partners, partner)) return deny('unknown_partner')
  if (expiresAt !== undefined && !(expiresAt > Math.max(ledger.now, availableAt ?? 0))) return deny('bad_instant')
  const own = partner === undefined ? undefined : plan.program.partners[partner]?.currency
  for (const [currency, amount] of amounts.value) {
    if (own !== undefined && currency !== own) return refuse('unknown_currency', { facts: { currency } })
    const most = plan.policy.maxAward?.[currency]
    if (most !== undefined && amount > most) return deny('over_limit', { currency, most })
  }
  const credits = amounts.value.map(([currency, amount]) => ({
    currency,
    amount,
    reason,
    qualifies,
    ...(actor !== undefined && { actor }),
    ...(giver !== undefined && { giver }),
    ...(availableAt !== undefined && { availableAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(partner !== undefined && { code: `partner:${partner}` }),
  }))
  for (const one of credits)
    if (giver !== undefined && currencyOf(plan, one.currency).kind === 'reputation') respect(ledger, { ...one, giver })
    else credit(ledger, one)
  return ok(ledger.events)
}
