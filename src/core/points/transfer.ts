import { later } from '../duration.js'
import type { Currency } from '../program/currency.js'
import { ok, type Result } from '../result.js'
import type { Account, Transfer } from './account.js'
import { type NotEnough, never, take, takeBack } from './lots.js'

interface Why {
  readonly currency: string
  readonly amount: number
  readonly at: number
  readonly reason: string
}

/** Points in. They can be spent from `availableAt` on, at once unless said, and end by the currency's rule. */
export function award(account: Account, currency: Currency, why: Why, availableAt = why.at): Transfer {
  const expiresAt = currency.expires ? later(availableAt, currency.expires) : never
  return {
    ...why,
    kind: 'award',
    seq: account.seq + 1,
    balanceAfter: account.balance + why.amount,
    lot: { availableAt, expiresAt },
  }
}

/** Points out into a reward, or a refusal that says how many there are. */
export function redeem(account: Account, why: Why): Result<Transfer, NotEnough> {
  const taken = take(account.lots, why.amount, why.at)
  if (!taken.ok) return taken
  return ok({
    ...why,
    kind: 'redeem',
    seq: account.seq + 1,
    balanceAfter: account.balance - why.amount,
    taken: taken.value,
  })
}

/**
 * Points out because the deed was undone, as far as they reach: first those that could not be spent yet, then
 * what ends first. The rest is told as `shortfall`. What was spent stays spent: a return never makes a debt.
 */
export function reverse(account: Account, why: Why): Transfer {
  const taken = takeBack(account.lots, why.amount, why.at)
  const reach = taken.reduce((sum, part) => sum + part.amount, 0)
  return {
    ...why,
    kind: 'reverse',
    amount: reach,
    seq: account.seq + 1,
    balanceAfter: account.balance - reach,
    taken,
    shortfall: why.amount - reach,
  }
}
