import { endsAt } from '../../core/consent/ending.js'
import { record } from '../../core/json.js'
import type { CouponStore } from '../../ports/coupon-batches.js'
import type { RecordStore } from '../../ports/record.js'
import type { RegisterStore } from '../../ports/registers.js'
import type { Audited, Ending, Store, Sum } from '../../ports/store.js'
import { order } from '../lines-order.js'
import { statementLine } from '../statement-line.js'
import { byAccount, copied, type Kept, type Tenant } from './tenant.js'

type Ledger = Omit<
  Store,
  'load' | 'store' | 'post' | 'migrate' | 'now' | keyof RecordStore | keyof RegisterStore | keyof CouponStore
>

/** What is read of the ledger beside the subjects themselves, and the little that readers keep. */
export const ledger = (tenantOf: (name: string) => Tenant): Ledger => ({
  async statement(tenant, subject, currency, { before = Number.MAX_SAFE_INTEGER, limit = 50 } = {}) {
    return transfersOf(tenantOf(tenant), subject, currency)
      .filter(({ seq }) => seq < before)
      .reverse()
      .slice(0, limit)
      .map(statementLine)
  },
  async feed(tenant, after, limit) {
    const from = Number(after ?? 0)
    const entries = tenantOf(tenant).feed.slice(from, from + limit)
    return { entries, cursor: String(from + entries.length) }
  },
  async marked(tenant, reader) {
    return tenantOf(tenant).marks.get(reader) ?? null
  },
  async mark(tenant, reader, cursor) {
    tenantOf(tenant).marks.set(reader, cursor)
  },
  async due(tenant, { now, soon, after, limit }) {
    const all = accountsOf(tenantOf(tenant)).flatMap(({ subject, account: { lots, holds, tier, status } }) => {
      const tierEnds = status !== 'closed' && (tier?.until ?? Number.POSITIVE_INFINITY) <= soon
      const isDue = tierEnds || lots.some((lot) => lot.expiresAt <= soon) || holds.some((hold) => hold.until <= now)
      return isDue ? [subject] : []
    })
    const ended = [...tenantOf(tenant).subjects].flatMap(([subject, kept]) => (hasEnded(kept, now) ? [subject] : []))
    return [...new Set([...all, ...ended])]
      .filter((subject) => subject > (after?.toLowerCase() ?? ''))
      .sort(order)
      .slice(0, limit)
  },
  async holders(tenant, field, after, limit) {
    return [...tenantOf(tenant).subjects]
      .flatMap(([id, { subject }]) => (Object.hasOwn(subject.values, field) ? [id] : []))
      .filter((id) => id > (after?.toLowerCase() ?? ''))
      .sort(order)
      .slice(0, limit)
  },
  async givenBy(tenant, giver, since) {
    return tenantOf(tenant)
      .feed.filter((one) => one.giver === giver.toLowerCase() && one.at >= since)
      .filter(({ kind }) => kind === 'award' || kind === 'suppress')
      .sort((a, b) => a.at - b.at || byAccount(a, b))
  },
  async audit(tenant, after, limit) {
    const start = after && { ...after, subject: after.subject.toLowerCase() }
    return accountsOf(tenantOf(tenant))
      .filter((one) => !start || byAccount(one, start) > 0)
      .slice(0, limit)
  },
  async sums(tenant, { from = Number.NEGATIVE_INFINITY, until }) {
    const sums = new Map<string, Sum>()
    for (const { currency, kind, code = null, at, amount, fills = 0, owes = 0 } of tenantOf(tenant).feed) {
      if (at < from || at >= until) continue
      const name = JSON.stringify([currency, kind, code])
      const before = sums.get(name) ?? { currency, kind, code, transfers: 0, amount: 0, fills: 0, owes: 0 }
      sums.set(name, {
        ...before,
        transfers: before.transfers + 1,
        amount: before.amount + amount,
        fills: before.fills + fills,
        owes: before.owes + owes,
      })
    }
    return [...sums.values()].sort(
      (a, b) => order(a.currency, b.currency) || order(a.kind, b.kind) || order(a.code ?? '', b.code ?? ''),
    )
  },
  async ending(tenant, { from, until }) {
    const endings = record<Ending>()
    for (const { subject, currency, account } of accountsOf(tenantOf(tenant)))
      for (const { expiresAt: at, remaining } of account.lots) {
        if (at < from || at >= until) continue
        const name = JSON.stringify([subject, currency, at])
        endings[name] = { subject, currency, amount: (endings[name]?.amount ?? 0) + remaining, at }
      }
    return Object.values(endings).sort((a, b) => a.at - b.at || byAccount(a, b))
  },
  async coupons(tenant, subject) {
    return [...tenantOf(tenant).coupons.values()]
      .filter((one) => one.subject === subject.toLowerCase())
      .map(({ coupon }) => copied(coupon))
      .sort((a, b) => b.issuedAt - a.issuedAt || order(a.code, b.code))
  },
  async entries(tenant, raffle) {
    const entries = tenantOf(tenant).entries.get(raffle) ?? new Map<string, string>()
    return [...entries].map(([ticket, subject]) => ({ ticket, subject })).sort((a, b) => order(a.ticket, b.ticket))
  },
  async forgetEntries(tenant, raffle) {
    tenantOf(tenant).entries.delete(raffle)
  },
  async raffle(tenant, name) {
    const kept = tenantOf(tenant).raffles.get(name)
    return kept ? copied(kept) : null
  },
  async keepRaffle(tenant, name, kept) {
    const { raffles } = tenantOf(tenant)
    if ((raffles.get(name)?.version ?? 0) !== kept.version - 1) return false
    raffles.set(name, copied(kept))
    return true
  },
})

/** Whether something of the subject's state is over. */
const hasEnded = ({ subject }: Kept, now: number): boolean => (endsAt(subject) ?? Number.POSITIVE_INFINITY) <= now

const transfersOf = ({ subjects }: Tenant, subject: string, currency: string) =>
  (subjects.get(subject.toLowerCase())?.transfers ?? []).filter((transfer) => transfer.currency === currency)

/** Every account, by subject and currency. */
const accountsOf = ({ subjects }: Tenant): readonly Audited[] =>
  [...subjects]
    .flatMap(
      ([
        subject,
        {
          subject: { points },
          transfers,
        },
      ]) =>
        Object.entries(points).map(([currency, account]) => ({
          subject,
          currency,
          account,
          transfers: transfers.filter((transfer) => transfer.currency === currency),
        })),
    )
    .filter(({ account }) => account.seq > 0)
    .sort(byAccount)
