import { enter, expire, forfeit, release } from '../../points/movement.js'
import type { Event } from '../event.js'
import { writtenOff } from './hold.js'
import { type Ledger, returnAt } from './ledger.js'

/**
 * Closes every account of whoever is erased: holds end, a debt is written off, what is left is forfeited. Coupons that
 * were loaded with them end as well, unless they are left to whoever holds them.
 */
export function forfeitAll(ledger: Ledger, bearer: boolean): readonly Event[] {
  const { plan, subject, now } = ledger
  const why = { at: now, reason: 'erased' }
  for (const currency of Object.keys(subject.points)) {
    for (const { key } of ledger.account(currency).holds) {
      const account = ledger.account(currency)
      const hold = account.holds.find((one) => one.key === key)
      if (hold) ledger.enter(release(account, hold, { ...why, currency }, returnAt(plan, currency, now)))
    }
    const account = ledger.account(currency)
    if (account.seq === 0) continue
    const { debt } = account
    const given = { ...why, currency, amount: debt, code: writtenOff }
    if (debt > 0) ledger.enter(enter(account, 'adjust', given, { availableAt: now, expiresAt: now }))
    const ended = expire(ledger.account(currency), currency, now)
    if (ended) ledger.enter(ended)
    ledger.enter(forfeit(ledger.account(currency), currency, now))
  }
  const coupons = Object.values(subject.cited).flatMap((cited) => cited.coupons)
  for (const { code, state } of bearer ? [] : coupons)
    if (state === 'issued') ledger.emit({ type: 'voided', code, at: now })
  return ledger.events
}
