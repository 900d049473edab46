import { never } from '../../points/lots.js'
import { expire, note } from '../../points/movement.js'
import { rankOf, tierAfterEnd, willDrop } from '../../points/point-tier.js'
import { tallyOf } from '../../points/tally.js'
import { ok, type Result } from '../../result.js'
import { settle } from '../consent.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import type { Due } from './backend-command.js'
import { dueByDeeds } from './deed-standing.js'
import { deny } from './deny.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'

/** Books what time has brought about; no balance that a member sees depends on when. */
export function decideDue(ledger: Ledger, { totals }: Pick<Due, 'totals'>): Result<readonly Event[], Refusal> {
  for (const currency of Object.keys(ledger.subject.points)) {
    // Reading an account books the holds that are over.
    if (ledger.account(currency).status === 'closed') continue
    const ended = expire(ledger.account(currency), currency, ledger.now)
    if (ended) ledger.enter(ended)
    dueTier(ledger, currency, totals)
    dueNotices(ledger, currency)
  }
  // What has run out of the state is booked with whatever else a command leads to.
  const isOver = settle(ledger.plan.current, ledger.subject, ledger.key, ledger.now).length > 0
  return ledger.events.length > 0 || isOver ? ok(ledger.events) : deny('nothing_due')
}

function dueTier(ledger: Ledger, currency: string, totals: Due['totals']): void {
  const { plan, now } = ledger
  const { tiers } = currencyOf(plan, currency)
  const account = ledger.account(currency)
  if (!tiers) return
  const tier =
    tiers.by === 'points'
      ? tierAfterEnd(tiers, account, now, calendarOf(plan))
      : dueByDeeds(ledger, tiers, account, totals)
  if (tier === undefined) return
  const [before, after] = [rankOf(tiers, account.tier), rankOf(tiers, tier)]
  const why = { currency, amount: 0, at: now }
  if (tier?.below !== undefined && account.tier?.below === undefined) {
    const lot = { availableAt: now, expiresAt: tier.until ?? now }
    ledger.enter({ ...note(account, 'notice', { ...why, reason: willDropSoon, code: willDropSoon }), lot, tier })
    return
  }
  const code = after < before ? 'tier.dropped' : after > before ? 'tier.reached' : 'tier.renewed'
  ledger.enter({ ...note(account, 'tier', { ...why, reason: code, code }), tier })
}

const willDropSoon = 'tier.will-drop'

/** Says once what is about to end. */
function dueNotices(ledger: Ledger, currency: string): void {
  const { plan, now } = ledger
  const { tiers, notice = 'P30D' } = currencyOf(plan, currency)
  const calendar = calendarOf(plan)
  const soon = calendar.later(now, notice)
  const ending = new Map<number, number>()
  for (const { remaining, expiresAt } of ledger.account(currency).lots)
    if (expiresAt !== never && now < expiresAt && expiresAt <= soon)
      ending.set(expiresAt, (ending.get(expiresAt) ?? 0) + remaining)
  for (const [until, amount] of ending) tell(ledger, currency, 'points.expiring', until, amount)
  const account = ledger.account(currency)
  const until = account.tier?.until
  if (tiers?.by !== 'points' || until === undefined || until > calendar.later(now, tiers.notice ?? 'P30D')) return
  if (willDrop(tiers, account, now)) tell(ledger, currency, willDropSoon, until, 0)
}

function tell(ledger: Ledger, currency: string, code: string, until: number, amount: number): void {
  const tally = { name: `told:${code}:${until}`, n: 1, until }
  const account = ledger.account(currency)
  if (tallyOf(account.tallies, tally.name, ledger.now) > 0) return
  const why = { currency, amount, at: ledger.now, reason: code, code, tallies: [tally] }
  ledger.enter({ ...note(account, 'notice', why), lot: { availableAt: ledger.now, expiresAt: until } })
}
