import type { Returns } from '../program/policy.js'
import { ok, type Result, refused } from '../result.js'
import type { Account } from './account.js'
import { sumOf, takeBack } from './lots.js'
import type { Why } from './movement.js'
import type { Draft } from './transfer.js'

export interface SpentAlready {
  readonly code: 'spent_already'
  readonly asked: number
  readonly reach: number
}

/** How a reversal is done: by policy, and of which award. */
export interface Reversal {
  readonly returns?: Returns
  /** The deepest that a debt may become; no bound unless said. */
  readonly floor?: number
  /** The lots of the award that is undone, where it is one. */
  readonly lots?: readonly number[]
}

/** Points out because the deed was undone; refused where the policy says so of what is out of reach. */
export function reverse(account: Account, why: Why, how: Reversal = {}): Result<Draft, SpentAlready> {
  const draft = takenBack(account, why, how)
  const { amount, shortfall = 0 } = draft
  return how.returns === 'refuse' && shortfall > 0
    ? refused({ code: 'spent_already', asked: why.amount, reach: amount })
    : ok(draft)
}

/**
 * Takes points as far as they reach: first those of the award itself, then what can't be spent yet, then what ends
 * first; the rest is told as shortfall, or becomes a debt. A balance holds what is set aside as well: that becomes a
 * debt, which it fills when it comes back. Else whoever buys, sets the points aside, returns the goods and lets the
 * order go would keep them.
 */
export function takenBack(
  account: Account,
  why: Why,
  { returns = 'balance', floor = Number.MAX_SAFE_INTEGER, lots }: Reversal,
): Draft {
  const within = returns === 'pending' ? account.lots.filter((one) => why.at < one.availableAt) : account.lots
  const taken = takeBack(within, why.amount, why.at, lots)
  const reach = sumOf(taken)
  const rest = why.amount - reach
  const owes = Math.min(rest, Math.max(0, deepest(account, returns, floor) - account.debt))
  const amount = reach + owes
  return {
    ...why,
    kind: 'reverse',
    amount,
    seq: account.seq + 1,
    balanceAfter: account.balance - amount,
    taken,
    ...(owes > 0 && { owes }),
    shortfall: rest - owes,
  }
}

/** How deep a debt may be as things stand: what is set aside is there to fill it. */
export function deepest({ held }: Pick<Account, 'held'>, returns: Returns, floor: number): number {
  if (returns === 'refuse' || returns === 'pending') return 0
  return Math.min(Number.MAX_SAFE_INTEGER, held + (returns === 'debt' ? floor : 0))
}
