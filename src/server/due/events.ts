import type { TransferKind } from '../../core/points/transfer.js'
import type { Entry } from '../../ports/store.js'
import { trying } from '../calls/commit.js'
import type { Desk } from '../desk.js'

/** What an event says of itself. */
export type LedgerEventType =
  | 'points.awarded'
  | 'points.received'
  | 'points.restored'
  | 'points.adjusted'
  | 'points.spent'
  | 'points.given'
  | 'points.converted'
  | 'points.expired'
  | 'points.reversed'
  | 'points.deducted'
  | 'points.forfeited'
  | 'points.expiring'
  | 'hold.made'
  | 'hold.captured'
  | 'hold.released'
  | 'award.endorsed'
  | 'award.suppressed'
  | 'award.promoted'
  | 'deed.counted'
  | 'tier.reached'
  | 'tier.dropped'
  | 'tier.renewed'
  | 'tier.will-drop'
  | 'account.frozen'
  | 'account.thawed'

/** Something that happened to a subject's points. Amounts are whole points; instants are epoch milliseconds. */
export interface LedgerEvent {
  /** The same however often it is told: keep it, to know what was handled before. */
  readonly id: string
  readonly type: LedgerEventType
  readonly subject: string
  readonly currency: string
  readonly amount: number
  readonly balanceAfter: number
  readonly at: number
  /** The opaque reference that the command was given, as in `order:4711`; `timeout`, `ended`, `erased` of time's own. */
  readonly reason: string
  /** The declared thing by which, as in `rule:purchase`, `campaign:summer`, `reward:voucher`, `partner:hotel`. */
  readonly code?: string
  /** When what it speaks of ends: points, or a tier. */
  readonly until?: number
  /** The tier from now on; `null` where there is none any more. */
  readonly tier?: string | null
  /** Of a reversal: what could not be taken back, and what became a debt. */
  readonly shortfall?: number
  readonly owes?: number
  /** Whom a gift or an award of respect is for. */
  readonly to?: string
  /** Who did it, as in `staff:17`. */
  readonly actor?: string
}

export interface EventsPage {
  readonly events: readonly LedgerEvent[]
  /** Where the next page begins. */
  readonly cursor: string | null
}

/** At most so many lines of the ledger a page; each is one event or two. */
const most = 1_000

/** @see Server.events */
export async function eventsAfter(
  desk: Desk,
  { after = null, limit = 100 }: { readonly after?: string | null; readonly limit?: number } = {},
): Promise<EventsPage> {
  const lines = Math.max(1, Math.min(most, Math.floor(limit)))
  const { entries, cursor } = await trying(() => desk.store.feed(desk.tenant, after, lines))
  return { events: entries.flatMap(eventsIn), cursor: entries.length > 0 ? cursor : after }
}

/** One line of the ledger as events: what it moved, and a tier that it brought. */
export function eventsIn(entry: Entry): readonly LedgerEvent[] {
  const type = typeOf(entry)
  return [...(type ? [event(entry, type)] : []), ...tierIn(entry)]
}

/** What each kind of line is to those who listen; a notice says so itself, and a tier is told apart. */
const types: { readonly [K in TransferKind]?: LedgerEventType } = {
  award: 'points.awarded',
  credit: 'points.received',
  adjust: 'points.adjusted',
  restore: 'points.restored',
  redeem: 'points.spent',
  capture: 'hold.captured',
  give: 'points.given',
  convert: 'points.converted',
  expire: 'points.expired',
  reverse: 'points.reversed',
  forfeit: 'points.forfeited',
  deduct: 'points.deducted',
  hold: 'hold.made',
  release: 'hold.released',
  suppress: 'award.suppressed',
  endorse: 'award.endorsed',
  deed: 'deed.counted',
  freeze: 'account.frozen',
  thaw: 'account.thawed',
}

function typeOf({ kind, code, amount }: Entry): LedgerEventType | undefined {
  if (kind === 'notice') return code === 'tier.will-drop' ? code : 'points.expiring'
  if (kind === 'award' && code === 'promoted') return 'award.promoted'
  // A sale below the first point is a line of the ledger, and no news.
  return kind === 'award' && amount === 0 ? undefined : types[kind]
}

/** A tier that an award only renewed is no news either. */
function tierIn(entry: Entry): readonly LedgerEvent[] {
  const { kind, code, at, tier } = entry
  if (tier === undefined) return []
  const own = { tier: tier?.name ?? null, ...(tier?.until !== undefined && { until: tier.until }) }
  if (kind !== 'tier') return tier?.since === at ? [{ ...event({ ...entry, amount: 0 }, 'tier.reached'), ...own }] : []
  const type = code === 'tier.dropped' || code === 'tier.reached' ? code : 'tier.renewed'
  return [{ ...event(entry, type), ...own }]
}

function event(entry: Entry, type: LedgerEventType): LedgerEvent {
  const { subject, currency, seq, kind, amount, withheld = 0, balanceAfter, at, reason } = entry
  const { code, shortfall, owes, to, actor, lot, hold } = entry
  const until = kind === 'notice' ? lot?.expiresAt : kind === 'hold' ? hold?.until : undefined
  return {
    id: `${subject}/${currency}/${seq}/${type}`,
    type,
    subject,
    currency,
    amount: kind === 'suppress' ? withheld : amount,
    balanceAfter,
    at,
    reason,
    ...(code !== undefined && { code }),
    ...(until !== undefined && { until }),
    ...(shortfall && { shortfall }),
    ...(owes && { owes }),
    ...(to !== undefined && { to }),
    ...(actor !== undefined && { actor }),
  }
}
