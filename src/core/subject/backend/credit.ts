import type { Account } from '../../points/account.js'
import { endOfPoints } from '../../points/expiry.js'
import { enter, type Why } from '../../points/movement.js'
import { qualified } from '../../points/point-tier.js'
import { tallyOf } from '../../points/tally.js'
import type { Tallied } from '../../points/transfer.js'
import type { Cap } from '../../program/policy.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'

/** Points to come in. */
export interface Credited extends Pick<Why, 'currency' | 'amount' | 'reason' | 'code' | 'actor' | 'giver' | 'undoes'> {
  /** Epoch milliseconds; at once unless said. */
  readonly availableAt?: number
  /** Epoch milliseconds; as the currency says unless said. */
  readonly expiresAt?: number
  /** Whether they count towards tiers; they don't unless said. */
  readonly qualifies?: boolean
  readonly kind?: 'award' | 'credit' | 'adjust'
  readonly tallies?: readonly Tallied[]
  readonly withheld?: number
}

/** Books them, with the tier that they bring. */
export function credit(ledger: Ledger, given: Credited): void {
  const { plan, now } = ledger
  const { kind = 'award', availableAt = now, expiresAt, qualifies = false, ...why } = given
  const calendar = calendarOf(plan)
  const { expires, tiers } = currencyOf(plan, why.currency)
  const account = ledger.account(why.currency)
  const reached = qualifies && tiers?.by === 'points' ? qualified(tiers, account, why.amount, now, calendar) : undefined
  const tallies = [...(why.tallies ?? []), ...(reached ? [reached.tally] : [])]
  const lot = { availableAt, expiresAt: expiresAt ?? endOfPoints(expires, availableAt, calendar) }
  const all = {
    ...why,
    at: now,
    ...(tallies.length > 0 && { tallies }),
    ...(reached?.tier !== undefined && { tier: reached.tier }),
  }
  ledger.enter(enter(account, kind, all, lot))
}

/** What caps leave of an amount, and the tallies that count it. */
export function capped(
  { plan, now }: Ledger,
  account: Account,
  caps: readonly Cap[],
  of: { readonly name: string; readonly currency: string; readonly amount: number },
): { readonly amount: number; readonly withheld: number; readonly tallies: readonly Tallied[] } {
  const own = caps.flatMap(({ per, most }) => {
    const bound = most[of.currency]
    if (bound === undefined) return []
    const until = per === 'ever' ? Number.MAX_SAFE_INTEGER : calendarOf(plan).endOf(now, per)
    // A day may end with its month: each cap counts by itself.
    const name = per === 'ever' ? `${of.name}:${per}` : `${of.name}:${per}:${until}`
    return [{ name, until, room: Math.max(0, bound - tallyOf(account.tallies, name, now)) }]
  })
  const amount = Math.min(of.amount, ...own.map(({ room }) => room))
  const counters = new Map(own.map(({ name, until }) => [name, until]))
  const tallies = [...counters].map(([name, until]) => ({ name, until, n: amount }))
  return { amount, withheld: of.amount - amount, tallies }
}
