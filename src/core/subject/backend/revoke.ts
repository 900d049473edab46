import type { Account } from '../../points/account.js'
import { undoneOf } from '../../points/cited.js'
import { enter } from '../../points/movement.js'
import { takenBack } from '../../points/reverse.js'
import { sign, type Tallied, type Transfer } from '../../points/transfer.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import { amountsOf } from './amounts.js'
import type { Revoke } from './backend-command.js'
import { undoDeeds } from './deed.js'
import { calendarOf, type Ledger } from './ledger.js'
import { received } from './respect.js'
import type { Undoing } from './take-back.js'
import { uncounted } from './uncount.js'

/** An award of respect counts no more. A revocation that comes first leaves its mark. */
export function decideRevoke(ledger: Ledger, command: Revoke): Result<readonly Event[], Refusal> {
  const { of, currency, reason, actor } = command
  const amounts = amountsOf(ledger.plan, { [currency]: 1 }, 1)
  if (!amounts.ok) return amounts
  revoke(ledger, { currency, reason, undoes: of, ...(actor !== undefined && { actor }) })
  return ok(ledger.events)
}

/**
 * Takes back what counts of it by now. What a cap had kept back of that day counts in its place, the earliest first:
 * or whoever is revoked could have blocked what others gave. What has ended is not taken out of others' awards.
 */
export function revoke(
  ledger: Ledger,
  { currency, undoes: of, ...said }: Omit<Undoing, 'amount'> & { undoes: string },
) {
  const { plan, subject, now } = ledger
  const cited = subject.cited[of]
  const own = (cited?.transfers ?? []).filter((line) => line.currency === currency && line.undoes === undefined)
  const undone = undoneOf(cited, currency)
  const awards = own.filter(({ kind }) => sign[kind] > 0)
  const counts = Math.max(0, amountOf(awards) - (undone ?? 0))
  const [first] = own
  const dayEnd = first ? calendarOf(plan).endOf(first.at, 'day') : now
  const why = { ...said, currency, undoes: of, at: now, amount: Math.max(0, counts - endedOf(own, undone, now)) }
  const tallies = isRevoked(undone) ? [] : countedBy(own, undone, dayEnd)
  const all = { ...why, ...uncounted(ledger, currency, tallies) }
  const account = ledger.account(currency)
  const { shortfall = 0, ...draft } = takenBack(account, all, { lots: lotsLike(account, own) })
  const waits = stillWaiting(keptOf(own), undone)
  ledger.enter({ ...draft, shortfall: shortfall + counts - why.amount, ...(waits > 0 && { withheld: waits }) })
  if (!isRevoked(undone)) undoDeeds(ledger, why, own)
  promote(ledger, currency, { dayEnd, room: counts, revoked: of })
}

/** The lots that end with what is revoked: what came to count later, or shares a lot with others, stands in those. */
function lotsLike({ lots }: Account, own: readonly Transfer[]): readonly number[] {
  const ends = new Set(own.map(({ lot }) => lot?.expiresAt))
  return lots.flatMap(({ seq, expiresAt }) => (ends.has(expiresAt) ? [seq] : []))
}

/** Whether it was taken back before; what only came to count of it later is told as less than nothing undone. */
const isRevoked = (undone: number | undefined): boolean => undone !== undefined && undone >= 0

/** What of it had been kept back and counts by now. */
const promotedOf = (undone: number | undefined): number => Math.max(0, -(undone ?? 0))

const amountOf = (lines: readonly Transfer[]): number => lines.reduce((sum, { amount }) => sum + amount, 0)

const keptOf = (lines: readonly Transfer[]): number =>
  lines.reduce((sum, { kind, withheld = 0 }) => (kind === 'suppress' ? sum + withheld : sum), 0)

/** What is left of what a cap kept back: some of it may count by now, and nothing waits of what was revoked. */
const stillWaiting = (kept: number, undone: number | undefined): number =>
  isRevoked(undone) ? 0 : kept - promotedOf(undone)

/** What of it counted and has ended since. */
function endedOf(own: readonly Transfer[], undone: number | undefined, now: number): number {
  const ended = own.filter(({ lot }) => lot !== undefined && lot.expiresAt <= now)
  return amountOf(ended) + (ended.some(({ kind }) => kind === 'suppress') ? promotedOf(undone) : 0)
}

/** What it had counted towards caps and tiers, and towards the receiver's day. */
const countedBy = (own: readonly Transfer[], undone: number | undefined, dayEnd: number): readonly Tallied[] => [
  ...own.flatMap(({ tallies = [] }) => tallies),
  { name: received(dayEnd), n: promotedOf(undone), until: dayEnd },
]

/** So much of what was kept back on that day counts after all, with the dates that it would have had. */
function promote(
  ledger: Ledger,
  currency: string,
  { dayEnd, room, revoked }: { readonly dayEnd: number; readonly room: number; readonly revoked: string },
): void {
  const { subject, now } = ledger
  let open = room
  for (const { line, waits } of waiting(ledger, currency, dayEnd)) {
    const { key, reason, giver, lot = { availableAt: now, expiresAt: now } } = line
    const amount = Math.min(open, waits)
    if (amount <= 0 || key === revoked || isRevoked(undoneOf(subject.cited[key], currency))) continue
    open -= amount
    const tallies = now < dayEnd ? [{ name: received(dayEnd), n: amount, until: dayEnd }] : []
    const why = { currency, amount, at: now, reason, undoes: key, code: 'promoted' }
    const by = { ...(tallies.length > 0 && { tallies }), ...(giver !== undefined && { giver }) }
    ledger.enter(enter(ledger.account(currency), 'award', { ...why, ...by }, lot))
  }
}

/** What was kept back on a day and has not ended, in order, with what of it counts by now taken off. */
function waiting({ plan, subject, now }: Ledger, currency: string, dayEnd: number) {
  const lines = Object.values(subject.cited)
    .flatMap(({ transfers }) => transfers)
    .filter((line) => line.kind === 'suppress' && line.currency === currency)
    .filter(({ at, lot }) => calendarOf(plan).endOf(at, 'day') === dayEnd && !(lot && lot.expiresAt <= now))
    .sort((a, b) => a.seq - b.seq)
  const counting = new Map<string, number>()
  return lines.map((line) => {
    const { key, withheld = 0 } = line
    const left = counting.get(key) ?? promotedOf(undoneOf(subject.cited[key], currency))
    counting.set(key, Math.max(0, left - withheld))
    return { line, waits: Math.max(0, withheld - left) }
  })
}
