import { leave, note } from '../../points/movement.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import type { Adjust, Freeze } from './backend-command.js'
import { credit } from './credit.js'
import { notEnough } from './hold.js'
import type { Ledger } from './ledger.js'

type Decided = Result<readonly Event[], Refusal>

/** A correction by hand, up or down, with its actor. */
export function decideAdjust(ledger: Ledger, { points, reason, actor }: Adjust): Decided {
  const { plan, now } = ledger
  const entries = Object.entries(points)
  const unknown = entries.find(([currency]) => !Object.hasOwn(plan.program.currencies, currency))
  if (unknown || entries.length === 0) return refuse('unknown_currency', { facts: { currency: unknown?.[0] ?? null } })
  const bad = entries.find(([, amount]) => !Number.isSafeInteger(amount) || amount === 0)
  if (bad) return refuse('bad_amount', { facts: { currency: bad[0] } })
  const credits = entries.map(([currency, amount]) => ({ currency, amount, reason, actor, kind: 'adjust' as const }))
  for (const one of credits) {
    if (one.amount > 0) {
      credit(ledger, one)
      continue
    }
    const why = { currency: one.currency, amount: -one.amount, at: now, reason, actor }
    const left = leave(ledger.account(one.currency), 'deduct', why)
    if (!left.ok) return notEnough(one.currency, left.error)
    ledger.enter(left.value)
  }
  return ok(ledger.events)
}

/** Nothing leaves an account, or may again. */
export function decideFreeze(
  ledger: Ledger,
  { type, currency, reason, actor }: Pick<Freeze, 'type' | 'currency' | 'reason' | 'actor'>,
): Decided {
  const { plan, now } = ledger
  if (currency !== undefined && !Object.hasOwn(plan.program.currencies, currency))
    return refuse('unknown_currency', { facts: { currency } })
  for (const one of currency === undefined ? Object.keys(plan.program.currencies) : [currency]) {
    const account = ledger.account(one)
    if ((account.status === 'frozen') === (type === 'freeze')) continue
    ledger.enter(note(account, type, { currency: one, amount: 0, at: now, reason, actor }))
  }
  return ok(ledger.events)
}
