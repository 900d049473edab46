import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import { type Cited, nothingCited, undoneBy } from '../../core/points/cited.js'
import type { Coupon } from '../../core/points/coupon.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Answered, Loaded, Lookup } from '../../ports/store.js'
import type { Kept, Tenant } from './tenant.js'

export function find(tenant: Tenant, lookup: Lookup, now: number): Loaded {
  const id = idOf(tenant, lookup)
  const kept = id === undefined ? undefined : tenant.subjects.get(id)
  const used = record<number>()
  for (const counter of lookup.counters ?? []) used[counter] = tenant.counters.get(counter) ?? 0
  if (id === undefined || !kept)
    return {
      id: null,
      subject: { ...nobody, cited: cited(lookup), used },
      login: null,
      key: null,
      answered: record(),
      now,
    }
  const subject = { ...kept.subject, cited: cited(lookup, kept, couponsOf(tenant, id)), used }
  return { id, subject, login: kept.login, key: kept.key, answered: answered(lookup, kept), now }
}

const idOf = ({ logins, coupons }: Tenant, { subject, login, coupon }: Lookup): string | undefined =>
  (coupon === undefined ? undefined : coupons.get(coupon)?.subject) ??
  (login === undefined ? undefined : logins.get(login)) ??
  subject?.toLowerCase()

function answered({ commands }: Lookup, kept: Kept): Loaded['answered'] {
  const result = record<Answered>()
  for (const command of commands) {
    const first = kept.answers.get(command.toLowerCase())
    if (first) result[command] = { hash: first.hash, answer: JSON.parse(first.answer) as Json }
  }
  return result
}

const couponsOf = ({ coupons }: Tenant, id: string): readonly Coupon[] =>
  [...coupons.values()].flatMap(({ subject, coupon }) => (subject === id ? [coupon] : []))

/** Under the ids that were asked for, and what hangs on a coupon or was kept back under its own. */
function cited(lookup: Lookup, kept?: Kept, coupons: readonly Coupon[] = []): Subject['cited'] {
  const { cites = [], coupon, suppressed } = lookup
  const asked = new Set(cites.map((key) => key.toLowerCase()))
  const issuing = coupons.flatMap(({ code, key }) => (code === coupon ? [key.toLowerCase()] : []))
  const keptBack = (kept?.transfers ?? []).flatMap(({ key, kind, currency, at }) => {
    const isAsked = kind === 'suppress' && suppressed?.currency === currency
    return isAsked && suppressed.from <= at && at < suppressed.until ? [key] : []
  })
  const found = [...issuing, ...keptBack].filter((key) => !asked.has(key))
  const result = record<Cited>()
  for (const key of [...cites, ...found]) result[key] = kept ? citation(kept, coupons, key) : nothingCited
  return result
}

function citation({ transfers }: Kept, coupons: readonly Coupon[], name: string): Cited {
  const key = name.toLowerCase()
  const undone = record<number>()
  for (const transfer of transfers)
    if (transfer.undoes === key) undone[transfer.currency] = (undone[transfer.currency] ?? 0) + undoneBy(transfer)
  return {
    transfers: transfers.filter((transfer) => transfer.key === key),
    undone,
    coupons: coupons.filter((coupon) => coupon.key.toLowerCase() === key),
  }
}
