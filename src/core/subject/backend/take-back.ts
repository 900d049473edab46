import { undoneOf } from '../../points/cited.js'
import { reverse } from '../../points/reverse.js'
import type { Transfer } from '../../points/transfer.js'
import type { Returns } from '../../program/policy.js'
import { ok, type Result } from '../../result.js'
import type { Refusal } from '../refusal.js'
import { deny } from './deny.js'
import type { Ledger } from './ledger.js'
import { countedBy, uncounted } from './uncount.js'

/** What is taken back, and why. */
export interface Undoing {
  readonly currency: string
  readonly amount: number
  readonly reason: string
  readonly undoes?: string
  readonly actor?: string
}

/**
 * Takes points back by policy.
 *
 * @param awards the lines that are undone, where one command is: their own points go first, and they count no more
 */
export function takenBack(
  ledger: Ledger,
  undoing: Undoing,
  returns: Returns,
  awards: readonly Transfer[] = [],
): Result<undefined, Refusal> {
  const { plan, now } = ledger
  const { currency, undoes } = undoing
  const floor = plan.policy.floor?.[currency]
  const code = awards[0]?.code
  const account = ledger.account(currency)
  const undone = undoes === undefined ? 0 : (undoneOf(ledger.subject.cited[undoes], currency) ?? 0)
  const counted = uncounted(ledger, currency, countedBy(awards, undone, undoing.amount))
  const why = { ...undoing, at: now, ...(code !== undefined && { code }), ...counted }
  const lots = awards.map(({ seq }) => seq)
  const back = reverse(account, why, { returns, lots, ...(floor !== undefined && { floor }) })
  if (!back.ok) return deny('spent_already', { currency, asked: back.error.asked, reach: back.error.reach })
  ledger.enter(back.value)
  return ok(undefined)
}
