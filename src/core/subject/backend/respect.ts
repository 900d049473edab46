import { undoneOf } from '../../points/cited.js'
import { note } from '../../points/movement.js'
import { reverse } from '../../points/reverse.js'
import { tallyOf } from '../../points/tally.js'
import { sign, type Transfer } from '../../points/transfer.js'
import { ok, type Result } from '../../result.js'
import type { Endorse, Revoke } from '../command.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import { amountsOf } from './amounts.js'
import { type Credited, credit } from './credit.js'
import { deny } from './deny.js'
import { calendarOf, type Ledger } from './ledger.js'

type Decided = Result<readonly Event[], Refusal>

/** The tally of the respect that counted for a member on the day that ends then. */
const received = (dayEnd: number): string => `respect:${dayEnd}`

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
  if (amount > counts) {
    const { reason, giver } = given
    const why = { currency, amount: 0, at: now, reason, giver, withheld: amount - counts }
    ledger.enter(note(ledger.account(currency), 'suppress', why))
  }
}

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

/**
 * Respect counts no more. What a cap had kept back of that day counts in its place, the earliest first: or whoever is
 * revoked could have blocked what others gave. A revocation that comes first leaves its mark.
 */
export function decideRevoke(ledger: Ledger, { of, currency, reason, actor }: Revoke): Decided {
  const { plan, subject, now } = ledger
  const amounts = amountsOf(plan, { [currency]: 1 }, 1)
  if (!amounts.ok) return amounts
  const cited = subject.cited[of]
  const own = (cited?.transfers ?? []).filter((transfer) => transfer.currency === currency)
  const undone = undoneOf(cited, currency)
  const given = own.reduce((sum, { kind, amount }) => (sign[kind] > 0 ? sum + amount : sum), 0)
  const kept = own.reduce((sum, { kind, withheld = 0 }) => (kind === 'suppress' ? sum + withheld : sum), 0)
  const waits = stillWaiting(kept, undone)
  const counts = Math.max(0, given - (undone ?? 0))
  const first = own[0]
  const dayEnd = first ? calendarOf(plan).endOf(first.at, 'day') : now
  const tallies = counts > 0 && now < dayEnd ? [{ name: received(dayEnd), n: -counts, until: dayEnd }] : []
  const why = { currency, amount: counts, at: now, reason, undoes: of, ...(actor !== undefined && { actor }), tallies }
  const lot = own.find((transfer) => transfer.lot)?.seq
  const back = reverse(ledger.account(currency), why, { returns: 'balance', ...(lot !== undefined && { lot }) })
  if (!back.ok) return back as never
  ledger.enter({ ...back.value, ...(waits > 0 && { withheld: waits }) })
  if (first) promote(ledger, currency, dayEnd, counts, of)
  return ok(ledger.events)
}

/** What is left of what a cap kept back: some of it may count by now, and nothing waits of what was revoked. */
const stillWaiting = (withheld: number, undone: number | undefined): number =>
  undone === undefined ? withheld : undone < 0 ? withheld + undone : 0

/** So much of what was kept back on that day counts after all. */
function promote(ledger: Ledger, currency: string, dayEnd: number, room: number, revoked: string): void {
  const { plan, subject, now } = ledger
  const isWaiting = (one: Transfer) =>
    one.kind === 'suppress' &&
    one.currency === currency &&
    one.key !== revoked &&
    calendarOf(plan).endOf(one.at, 'day') === dayEnd
  const waiting = Object.values(subject.cited)
    .flatMap(({ transfers }) => transfers.filter(isWaiting))
    .sort((a, b) => a.seq - b.seq)
  let open = room
  for (const { key, withheld = 0, reason, giver } of waiting) {
    const amount = Math.min(open, stillWaiting(withheld, undoneOf(subject.cited[key], currency)))
    if (amount <= 0) continue
    open -= amount
    const tallies = now < dayEnd ? [{ name: received(dayEnd), n: amount, until: dayEnd }] : []
    credit(ledger, {
      currency,
      amount,
      reason,
      undoes: key,
      code: 'promoted',
      tallies,
      ...(giver !== undefined && { giver }),
    })
  }
}
