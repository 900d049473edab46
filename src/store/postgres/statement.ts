import type { StatementLine } from '../../ports/store.js'

/** pg hands a bigint over as text, PGlite as a number or a BigInt. */
type Bigint = string | number | bigint

/** A row of `statement.sql`. */
export interface LineRow {
  readonly seq: Bigint
  readonly kind: string
  readonly amount: Bigint
  readonly balance_after: Bigint
  readonly at: Bigint
  readonly reason: string
}

export const lineOf = ({ seq, kind, amount, balance_after, at, reason }: LineRow): StatementLine => ({
  seq: Number(seq),
  kind,
  amount: Number(amount),
  balanceAfter: Number(balance_after),
  at: Number(at),
  reason,
})
