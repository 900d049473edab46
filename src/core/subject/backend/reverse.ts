import { type Cited, undoneOf } from '../../points/cited.js'
import { restore } from '../../points/movement.js'
import { reverse } from '../../points/reverse.js'
import { sign, type Transfer } from '../../points/transfer.js'
import { ok, type Result } from '../../result.js'
import type { Reverse } from '../command.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import { amountsOf } from './amounts.js'
import { deny } from './deny.js'
import { type Ledger, returnAt } from './ledger.js'
import { returnedStock } from './reward.js'

type Decided = Result<readonly Event[], Refusal>

/** The deed was undone: of an award, points go back; of what was spent, they come back. */
export function decideReverse(ledger: Ledger, command: Reverse): Decided {
  const { of, points } = command
  if (of === undefined) {
    const amounts = amountsOf(ledger.plan, points, 0)
    if (!amounts.ok) return amounts
    for (const [currency, amount] of amounts.value) {
      const back = takenBack(ledger, command, currency, amount, 'balance')
      if (!back.ok) return back
    }
    return ok(ledger.events)
  }
  const cited = ledger.subject.cited[of]
  const undoable = cited?.transfers.filter(isUndoable) ?? []
  if (!cited || undoable.length === 0) return deny('unknown_transfer')
  const spent = undoable.some(({ kind }) => sign[kind] < 0)
  const left = leftOf(cited, undoable)
  const amounts = points === undefined ? ok(Object.entries(left)) : amountsOf(ledger.plan, points, 0)
  if (!amounts.ok) return amounts
  const over = amounts.value.find(([currency, amount]) => amount > (left[currency] ?? 0))
  if (over) return deny('over_reversal', { currency: over[0], left: left[over[0]] ?? 0 })
  if (points === undefined && amounts.value.every(([, amount]) => amount === 0))
    return deny('over_reversal', { left: 0 })
  return spent
    ? decideReturn(ledger, command, cited, undoable, amounts.value)
    : decideTakeBack(ledger, command, undoable, amounts.value)
}

/** What can be undone: what came in, and what was spent on something. A conversion and a gift are done with. */
const undoableKinds = new Set(['award', 'adjust', 'redeem', 'capture'])
const isUndoable = ({ kind }: Transfer): boolean => undoableKinds.has(kind)

/** By currency, how much of it is not undone yet. */
function leftOf(cited: Cited, transfers: readonly Transfer[]): { [currency: string]: number } {
  const left: { [currency: string]: number } = {}
  for (const { currency, amount } of transfers) left[currency] = (left[currency] ?? 0) + amount
  for (const currency of Object.keys(left))
    left[currency] = Math.max(0, (left[currency] ?? 0) - (undoneOf(cited, currency) ?? 0))
  return left
}

type Entries = readonly (readonly [currency: string, amount: number])[]

function decideTakeBack(ledger: Ledger, command: Reverse, awards: readonly Transfer[], amounts: Entries): Decided {
  for (const [currency, amount] of amounts) {
    const award = awards.find((transfer) => transfer.currency === currency)
    const returns = ledger.plan.policy.returns?.[currency] ?? 'balance'
    const back = takenBack(ledger, command, currency, amount, returns, award)
    if (!back.ok) return back
  }
  return ok(ledger.events)
}

function takenBack(
  ledger: Ledger,
  { reason, actor, of }: Reverse,
  currency: string,
  amount: number,
  returns: 'refuse' | 'pending' | 'balance' | 'debt',
  award?: Transfer,
): Decided {
  const floor = ledger.plan.policy.floor?.[currency]
  const why = {
    currency,
    amount,
    at: ledger.now,
    reason,
    ...(of !== undefined && { undoes: of }),
    ...(award?.code !== undefined && { code: award.code }),
    ...(actor && { actor }),
  }
  const how = { returns, ...(floor !== undefined && { floor }), ...(award && { lot: award.seq }) }
  const back = reverse(ledger.account(currency), why, how)
  if (!back.ok) return deny('spent_already', { currency, asked: back.error.asked, reach: back.error.reach })
  ledger.enter(back.value)
  return ok(ledger.events)
}

/** What was spent comes back; the coupon that it brought ends, and so does not once it was handed in. */
function decideReturn(
  ledger: Ledger,
  { reason, actor, of }: Reverse,
  cited: Cited,
  spent: readonly Transfer[],
  amounts: Entries,
): Decided {
  if (cited.coupons.some(({ state }) => state === 'redeemed')) return deny('coupon_used')
  for (const [currency, amount] of amounts) {
    const restored = undoneOf(cited, currency) ?? 0
    const own = spent.filter((transfer) => transfer.currency === currency)
    const parts = own.flatMap(({ taken = [] }) => taken)
    const code = own[0]?.code
    if (amount === 0) continue
    const why = {
      currency,
      amount,
      at: ledger.now,
      reason,
      ...(of !== undefined && { undoes: of }),
      ...(code !== undefined && { code }),
      ...(actor && { actor }),
    }
    ledger.enter(restore(ledger.account(currency), parts, restored, why, returnAt(ledger.plan, currency, ledger.now)))
  }
  for (const { code, state } of cited.coupons)
    if (state === 'issued') ledger.emit({ type: 'voided', code, at: ledger.now })
  if ((undoneOf(cited, spent[0]?.currency ?? '') ?? 0) === 0) returnedStock(ledger, spent)
  return ledger.events.length > 0 ? ok(ledger.events) : refuse('bad_amount')
}
