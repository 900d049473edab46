import { undoneOf } from '../../points/cited.js'
import { endOfPoints } from '../../points/expiry.js'
import { note } from '../../points/movement.js'
import { tallyOf } from '../../points/tally.js'
import type { Transfer } from '../../points/transfer.js'
import type { Plan } from '../../program/plan.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import { amountsOf } from './amounts.js'
import type { Endorse } from './backend-command.js'
import { type Credited, credit } from './credit.js'
import { deny } from './deny.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'

type Decided = Result<readonly Event[], Refusal>

/** The tally of the respect that counted for a member on the day that ends then. */
export const received = (dayEnd: number): string => `respect:${dayEnd}`

/**
 * Respect on somebody's word: what counts of it within the receiver's day, and the rest, which is kept. One that was
 * revoked before it came counts nothing.
 */
export function respect(ledger: Ledger, given: Credited & { readonly giver: string }): void {
  const { plan, subject, key, now } = ledger
  const { currency, amount } = given
  const until = calendarOf(plan).endOf(now, 'day')
  const most = plan.policy.respect?.[currency]?.receivesPerDay ?? Number.MAX_SAFE_INTEGER
  const account = ledger.account(currency)
  const isRevoked = undoneOf(subject.cited[key], currency) !== undefined
  const room = isRevoked ? 0 : Math.max(0, most - tallyOf(account.tallies, received(until), now))
  const counts = Math.min(amount, room)
  if (counts > 0 || amount === 0)
    credit(ledger, {
      ...given,
      amount: counts,
      tallies: [...(given.tallies ?? []), { name: received(until), n: counts, until }],
    })
  if (amount > counts) suppress(ledger, given, amount - counts, counts === 0)
}

/** Kept, with the dates that it would have had. A rule's cap counts it, for it may count yet. */
function suppress(
  ledger: Ledger,
  given: Credited & { readonly giver: string },
  withheld: number,
  isAll: boolean,
): void {
  const { plan, now } = ledger
  const { currency, reason, giver, actor, code, availableAt = now } = given
  const { expires } = currencyOf(plan, currency)
  const tallies = isAll ? (given.tallies ?? []) : []
  const why = {
    ...{ currency, amount: 0, at: now, reason, giver, withheld },
    ...(actor !== undefined && { actor }),
    ...(code !== undefined && { code }),
    ...(tallies.length > 0 && { tallies }),
  }
  const lot = { availableAt, expiresAt: endOfPoints(expires, availableAt, calendarOf(plan)) }
  ledger.enter({ ...note(ledger.account(currency), 'suppress', why), lot })
}

/** Whether a line is respect on somebody's word, as it counts or is kept. */
export const isRespect = (plan: Plan, { kind, giver, currency }: Transfer): boolean =>
  kind === 'suppress' || (kind === 'award' && giver !== undefined && currencyOf(plan, currency).kind === 'reputation')

/** The giver's half: whether they may still give today, and to this person. */
export function decideEndorse(ledger: Ledger, command: Endorse): Decided {
  const { plan, now } = ledger
  const { to, reason } = command
  const amounts = amountsOf(plan, command.points, 1)
  if (!amounts.ok) return amounts
  if (to === command.subject) return deny('self_award')
  const until = calendarOf(plan).endOf(now, 'day')
  for (const [currency, n] of amounts.value) {
    const account = ledger.account(currency)
    if (account.status === 'frozen') return deny('frozen', { currency })
    const { givesPerDay, givesToOnePerDay } = plan.policy.respect?.[currency] ?? {}
    const limits = [
      { name: `gives:${until}`, most: givesPerDay },
      { name: `gives:${until}:${to}`, most: givesToOnePerDay },
    ]
    const over = limits.find(({ name, most }) => most !== undefined && tallyOf(account.tallies, name, now) + n > most)
    if (over) return deny('over_limit', { currency, most: over.most ?? 0 })
    const tallies = limits.map(({ name }) => ({ name, n, until }))
    ledger.enter(note(account, 'endorse', { currency, amount: n, at: now, reason, to, tallies }))
  }
  return ok(ledger.events)
}
