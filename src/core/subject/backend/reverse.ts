import { type Cited, undoneOf } from '../../points/cited.js'
import { sign, type Transfer } from '../../points/transfer.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import { amountsOf } from './amounts.js'
import type { Reverse } from './backend-command.js'
import { undoDeeds } from './deed.js'
import { deny } from './deny.js'
import { writtenOff } from './hold.js'
import type { Ledger } from './ledger.js'
import { isRespect } from './respect.js'
import { revoke } from './revoke.js'
import { spentBack } from './spent-back.js'
import { takenBack } from './take-back.js'

type Decided = Result<readonly Event[], Refusal>
type Entries = readonly (readonly [currency: string, amount: number])[]

/** The deed was undone: of an award, points go back; of what was spent, they come back. */
export function decideReverse(ledger: Ledger, command: Reverse): Decided {
  const { of, points } = command
  if (of === undefined) return decideAnyBack(ledger, command)
  const cited = ledger.subject.cited[of]
  const own = cited?.transfers.filter(isUndoable) ?? []
  if (!cited || own.length === 0) return deny('unknown_transfer')
  const left = leftOf(cited, own)
  const amounts = points === undefined ? ok(stillOpen(cited, left)) : amountsOf(ledger.plan, points, 1)
  if (!amounts.ok) return amounts
  const over = amounts.value.find(([currency, amount]) => amount > (left[currency] ?? 0))
  if (over) return deny('over_reversal', { currency: over[0], left: left[over[0]] ?? 0 })
  if (amounts.value.length === 0) return deny('over_reversal', { left: 0 })
  return own.some(({ kind }) => sign[kind] < 0)
    ? spentBack(ledger, { ...command, of }, cited, own, amounts.value)
    : decideUndo(ledger, { ...command, of }, own, amounts.value)
}

/** So many points back, whatever they were for, as far as they reach. */
function decideAnyBack(ledger: Ledger, { points, reason, actor }: Reverse): Decided {
  const amounts = amountsOf(ledger.plan, points, 0)
  if (!amounts.ok) return amounts
  for (const [currency, amount] of amounts.value) {
    const back = takenBack(ledger, { currency, amount, reason, ...(actor && { actor }) }, 'balance')
    if (!back.ok) return back
  }
  return ok(ledger.events)
}

/** What was earned by one command, or a part of it. Its deeds are undone with the whole alone. */
function decideUndo(
  ledger: Ledger,
  { of, points, reason, actor }: Reverse & { readonly of: string },
  own: readonly Transfer[],
  amounts: Entries,
): Decided {
  const isWhole = points === undefined
  for (const [currency, amount] of amounts) {
    const lines = own.filter((transfer) => transfer.currency === currency)
    const why = { currency, amount, reason, undoes: of, ...(actor && { actor }) }
    if (lines.some((line) => isRespect(ledger.plan, line))) {
      if (!isWhole) return deny('revoked_whole', { currency })
      revoke(ledger, { currency, reason, undoes: of, ...(actor && { actor }) })
      continue
    }
    const awards = lines.filter(({ kind }) => sign[kind] > 0)
    if (awards.length > 0) {
      const back = takenBack(ledger, why, ledger.plan.policy.returns?.[currency] ?? 'balance', awards)
      if (!back.ok) return back
    }
    if (isWhole) undoDeeds(ledger, why, lines)
  }
  return ok(ledger.events)
}

/**
 * What came in, and what was spent on something. A conversion, a gift and an entry to a draw are done with; what
 * another undoing brought hangs on that.
 */
const undoableKinds = new Set(['award', 'adjust', 'suppress', 'deed', 'redeem', 'capture'])
const isUndoable = ({ kind, code, undoes }: Transfer): boolean =>
  undoableKinds.has(kind) && undoes === undefined && code !== writtenOff && !code?.startsWith('raffle:')

/** By currency, how much of it is not undone yet. What was captured and never paid for does not come back. */
function leftOf(cited: Cited, own: readonly Transfer[]): { readonly [currency: string]: number } {
  const left: { [currency: string]: number } = {}
  for (const { currency, amount } of own) left[currency] = (left[currency] ?? 0) + amount
  for (const { currency, amount, code } of cited.transfers)
    if (code === writtenOff) left[currency] = (left[currency] ?? 0) - amount
  for (const currency of Object.keys(left))
    left[currency] = Math.max(0, (left[currency] ?? 0) - (undoneOf(cited, currency) ?? 0))
  return left
}

/** An award of nothing, and a deed, can be undone once as well. */
const stillOpen = (cited: Cited, left: { readonly [currency: string]: number }): Entries =>
  Object.entries(left).filter(([currency, amount]) => amount > 0 || undoneOf(cited, currency) === undefined)
