import type { TransferKind } from '../../core/points/transfer.js'
import type { StatementLine } from '../../ports/store.js'
import { statementLine } from '../statement-line.js'
import type { Detail } from './transfer-row.js'

/** pg hands a bigint over as text, PGlite as a number or a BigInt. */
export type Bigint = string | number | bigint

/** A row of `statement.sql`. */
export interface LineRow {
  readonly seq: Bigint
  readonly kind: TransferKind
  readonly amount: Bigint
  readonly balance_after: Bigint
  readonly at: Bigint
  readonly reason: string
  readonly code: string | null
  readonly available: Bigint | null
  readonly expires: Bigint | null
  readonly shortfall: Bigint | null
  readonly owes: Bigint | null
  readonly detail: string | null
}

export function lineOf(row: LineRow): StatementLine {
  const { seq, kind, amount, balance_after, at, reason, code, available, expires, shortfall, owes } = row
  const { actor, withheld } = JSON.parse(row.detail ?? '{}') as Detail
  return statementLine({
    seq: Number(seq),
    kind,
    amount: Number(amount),
    balanceAfter: Number(balance_after),
    at: Number(at),
    reason,
    ...(code !== null && { code }),
    ...(available !== null &&
      expires !== null && { lot: { availableAt: Number(available), expiresAt: Number(expires) } }),
    ...(shortfall !== null && { shortfall: Number(shortfall) }),
    ...(owes !== null && { owes: Number(owes) }),
    ...(actor !== undefined && { actor }),
    ...(withheld !== undefined && { withheld }),
  })
}
