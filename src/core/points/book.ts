import type { Account } from './account.js'
import { resolved } from './hold.js'
import { add, type Lot, putBack, spend, sumOf } from './lots.js'
import { tallied, withDeed } from './tally.js'
import { sign, type Transfer } from './transfer.js'

/** The account after one more transfer. */
export function book(account: Account, transfer: Transfer): Account {
  const { kind, seq, amount, balanceAfter: balance, fills = 0, owes = 0 } = transfer
  const hold = transfer.hold && account.holds.find(({ key }) => key === transfer.hold?.key)
  const held = account.held + (kind === 'hold' ? amount : hold ? -hold.amount : 0)
  return {
    seq,
    balance,
    held,
    debt: account.debt + owes - fills,
    lots: sign[kind] > 0 && transfer.lot ? entered(account, transfer) : moved(account.lots, transfer),
    holds: resolved(account.holds, transfer),
    tallies: transfer.tallies ? tallied(account.tallies, transfer.tallies, transfer.at) : account.tallies,
    deeds: transfer.deed ? withDeed(account.deeds, transfer.deed, transfer.giver) : account.deeds,
    tier: transfer.tier === undefined ? account.tier : transfer.tier,
    status: statusAfter(account, kind),
  }
}

function entered(account: Account, { seq, amount, fills = 0, lot, at }: Transfer): readonly Lot[] {
  const rest = amount - fills
  if (rest === 0 || !lot) return account.lots
  return add(account.lots, { seq, amount: rest, remaining: rest, ...lot }, at)
}

function moved(lots: readonly Lot[], { kind, taken, back, at }: Transfer): readonly Lot[] {
  // What a capture takes has left the lots already, with its hold.
  const left = taken && kind !== 'capture' && sumOf(taken) > 0 ? spend(lots, taken) : lots
  return back ? putBack(left, back, at) : left
}

function statusAfter({ status }: Account, kind: Transfer['kind']): Account['status'] {
  if (kind === 'forfeit') return 'closed'
  if (kind === 'freeze') return 'frozen'
  return kind === 'thaw' ? 'open' : status
}
