import { type Cited, undoneOf } from '../../points/cited.js'
import { restore } from '../../points/movement.js'
import type { Transfer } from '../../points/transfer.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import type { Reverse } from './backend-command.js'
import { deny } from './deny.js'
import { type Ledger, returnAt } from './ledger.js'
import { returnedStock } from './reward.js'

/**
 * What was spent comes back. With its first point the coupon ends that it brought, and its place in the stock and
 * in the member's limit is free again; nothing comes back once the coupon was handed in.
 */
export function spentBack(
  ledger: Ledger,
  { reason, actor, of }: Reverse & { readonly of: string },
  cited: Cited,
  spent: readonly Transfer[],
  amounts: readonly (readonly [currency: string, amount: number])[],
): Result<readonly Event[], Refusal> {
  const { plan, now } = ledger
  if (cited.coupons.some(({ state }) => state === 'redeemed')) return deny('coupon_used')
  const isFirst = Object.keys(cited.undone).length === 0
  for (const [currency, amount] of amounts) {
    const own = spent.filter((transfer) => transfer.currency === currency)
    const restored = undoneOf(cited, currency)
    const parts = own.flatMap(({ taken = [] }) => taken)
    const tallies = restored === undefined ? own.flatMap((line) => limitsOf(line, now)) : []
    const code = own[0]?.code
    const why = {
      currency,
      amount,
      at: now,
      reason,
      undoes: of,
      ...(code !== undefined && { code }),
      ...(actor && { actor }),
      ...(tallies.length > 0 && { tallies }),
    }
    ledger.enter(restore(ledger.account(currency), parts, restored ?? 0, why, returnAt(plan, currency, now)))
  }
  for (const { code, state } of cited.coupons) if (state === 'issued') ledger.emit({ type: 'voided', code, at: now })
  if (isFirst) returnedStock(ledger, spent)
  return ok(ledger.events)
}

const limitsOf = ({ tallies = [] }: Transfer, now: number) =>
  tallies.filter(({ until }) => now < until).map((tally) => ({ ...tally, n: -tally.n }))
