import { leave } from '../../points/movement.js'
import { tallyOf } from '../../points/tally.js'
import type { Plan } from '../../program/plan.js'
import type { Raffle } from '../../program/raffle.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import type { Enter } from './backend-command.js'
import { deny } from './deny.js'
import { notEnough } from './hold.js'
import { calendarOf, type Ledger } from './ledger.js'

type Decided = Result<readonly Event[], Refusal>

/** The free entries that an accepted offer brings. */
export function decideFreeEntries(ledger: Ledger, offer: string): Decided {
  for (const [name, raffle] of Object.entries(ledger.plan.program.raffles)) {
    if (raffle.offer !== offer) continue
    if (isOver(ledger.plan, raffle, ledger.now)) return deny('raffle_over', { raffle: name })
    ledger.emit({ type: 'entered', raffle: name, ticket: ticketOf(ledger, name), at: ledger.now })
  }
  return ok(ledger.events)
}

/** A further entry, for points. Nobody needs one: the first is free. */
export function decideEnter(ledger: Ledger, { raffle: name, reason }: Enter): Decided {
  const { plan, now } = ledger
  const raffle = Object.hasOwn(plan.program.raffles, name) ? plan.program.raffles[name] : undefined
  const costs = Object.entries(raffle?.ticket ?? {})
  const [first] = costs
  if (!raffle || !first) return deny('unknown_raffle', { raffle: name })
  if (isOver(plan, raffle, now)) return deny('raffle_over', { raffle: name })
  const isIn = ledger.subject.offers[raffle.offer]?.status === 'accepted' ? 1 : 0
  const tally = { name: `raffle:${name}`, n: 1, until: endOf(plan, raffle) }
  const bought = tallyOf(ledger.account(first[0]).tallies, tally.name, now)
  if (isIn + bought >= (raffle.most ?? 1)) return deny('member_limit', { raffle: name, most: raffle.most ?? 1 })
  for (const [currency, amount = 0] of costs) {
    const account = ledger.account(currency)
    if (account.status === 'frozen') return deny('frozen', { currency })
    const why = {
      currency,
      amount,
      at: now,
      reason,
      code: `raffle:${name}`,
      ...(currency === first[0] && { tallies: [tally] }),
    }
    const left = leave(account, 'redeem', why)
    if (!left.ok) return notEnough(currency, left.error)
    ledger.enter(left.value)
  }
  ledger.emit({ type: 'entered', raffle: name, ticket: ticketOf(ledger, name), at: now })
  return ok(ledger.events)
}

/** Opaque, and the same again on a replay. */
const ticketOf = ({ plan, key }: Ledger, raffle: string): string => plan.codeOf(`${key}:${raffle}`)

/** The first instant after the raffle's last day. */
export const endOf = (plan: Plan, { closes }: Raffle): number =>
  calendarOf(plan).endOf(calendarOf(plan).startOf(closes), 'day')

const isOver = (plan: Plan, raffle: Raffle, now: number): boolean => endOf(plan, raffle) <= now
