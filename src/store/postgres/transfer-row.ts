import type { Json } from '../../core/json.js'
import type { Taken } from '../../core/points/lots.js'
import type { Transfer, TransferKind } from '../../core/points/transfer.js'

/** What has no column of its own. */
export type Detail = Pick<Transfer, 'actor' | 'back' | 'hold' | 'tallies' | 'deed' | 'tier' | 'to' | 'withheld'>

/** A transfer as `transfer_json` tells it. */
export type TransferRow = readonly [
  key: string,
  currency: string,
  kind: TransferKind,
  seq: number,
  amount: number,
  balanceAfter: number,
  at: number,
  reason: string,
  code: string | null,
  available: number | null,
  expires: number | null,
  taken: Taken | null,
  shortfall: number | null,
  fills: number | null,
  owes: number | null,
  undoes: string | null,
  giver: string | null,
  detail: Detail | null,
]

export function transferIn(row: TransferRow): Transfer {
  const [key, currency, kind, seq, amount, balanceAfter, at, reason, code, available, expires, ...rest] = row
  const [taken, shortfall, fills, owes, undoes, giver, detail] = rest
  return {
    key,
    currency,
    kind,
    seq,
    amount,
    balanceAfter,
    at,
    reason,
    ...(code !== null && { code }),
    ...(available !== null && expires !== null && { lot: { availableAt: available, expiresAt: expires } }),
    ...(taken !== null && { taken }),
    ...(shortfall !== null && { shortfall }),
    ...(fills !== null && { fills }),
    ...(owes !== null && { owes }),
    ...(undoes !== null && { undoes }),
    ...(giver !== null && { giver }),
    ...detail,
  }
}

/** As `store_v3` takes it; of the command that it is the `leg`-th of. */
export const transferRow = (step: number, leg: number, transfer: Transfer): { [column: string]: Json | undefined } => ({
  step,
  key: transfer.key,
  leg,
  currency: transfer.currency,
  seq: transfer.seq,
  kind: transfer.kind,
  amount: transfer.amount,
  balance: transfer.balanceAfter,
  at: transfer.at,
  reason: transfer.reason,
  code: transfer.code,
  available: transfer.lot?.availableAt,
  expires: transfer.lot?.expiresAt,
  taken: transfer.taken && JSON.stringify(transfer.taken),
  shortfall: transfer.shortfall,
  fills: transfer.fills,
  owes: transfer.owes,
  undoes: transfer.undoes,
  giver: transfer.giver,
  detail: detailOf(transfer),
})

/** JSON, or nothing where there is nothing to say. */
function detailOf({ actor, back, hold, tallies, deed, tier, to, withheld }: Transfer): string | undefined {
  const detail = JSON.stringify({ actor, back, hold, tallies, deed, tier, to, withheld })
  return detail === '{}' ? undefined : detail
}
