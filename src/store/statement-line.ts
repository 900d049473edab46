import type { StatementLine } from '../ports/store.js'

/** What a member is told of a transfer, and nothing else of it. */
export const statementLine = (transfer: StatementLine): StatementLine => {
  const { seq, kind, amount, balanceAfter, at, reason, code, lot, shortfall, owes, withheld, actor } = transfer
  return {
    seq,
    kind,
    amount,
    balanceAfter,
    at,
    reason,
    ...(code !== undefined && { code }),
    ...(lot && { lot }),
    ...(shortfall !== undefined && { shortfall }),
    ...(owes !== undefined && { owes }),
    ...(withheld !== undefined && { withheld }),
    ...(actor !== undefined && { actor }),
  }
}
