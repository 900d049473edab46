import { undoneOf } from '../../points/cited.js'
import { restore } from '../../points/movement.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import type { Returned } from './backend-command.js'
import { deny } from './deny.js'
import { type Ledger, returnAt } from './ledger.js'

/** A gift comes back to its giver, once: whoever should have had it is not there any more. */
export function decideReturned(ledger: Ledger, { of, reason }: Returned): Result<readonly Event[], Refusal> {
  const { plan, subject, now } = ledger
  const cited = subject.cited[of]
  const gifts = cited?.transfers.filter(({ kind }) => kind === 'give') ?? []
  if (gifts.length === 0) return deny('unknown_transfer')
  const left = gifts.filter(({ currency }) => undoneOf(cited, currency) === undefined)
  if (left.length === 0) return deny('over_reversal', { left: 0 })
  for (const { currency, amount, taken = [], to } of left) {
    const why = { currency, amount, at: now, reason, undoes: of, code: 'gift', ...(to !== undefined && { to }) }
    ledger.enter(restore(ledger.account(currency), taken, 0, why, returnAt(plan, currency, now)))
  }
  return ok(ledger.events)
}
