import type { Clock } from '../../ports/clock.js'
import type { RegisterStore, RequestKept, Suppression, Use } from '../../ports/registers.js'
import { order } from '../lines-order.js'
import { copied, type Tenant } from './tenant.js'

/** What is kept beside the subjects. */
export const registers = (tenantOf: (name: string) => Tenant, clock: Clock): RegisterStore => ({
  async identified(tenant, hashes) {
    const asked = new Set(hashes)
    return [...tenantOf(tenant).subjects]
      .flatMap(([subject, { identifiers }]) => [...new Set(identifiers.values())].map((hash) => ({ hash, subject })))
      .filter(({ hash }) => asked.has(hash))
      .sort((a, b) => order(a.hash, b.hash) || order(a.subject, b.subject))
  },
  async suppressed(tenant, hashes, now) {
    const { suppressions } = tenantOf(tenant)
    return [...new Set(hashes)].filter((hash) => (suppressions.get(hash)?.until ?? now) > now)
  },
  async suppress(tenant, suppressions) {
    suppress(tenantOf(tenant), suppressions)
  },
  async proofs(tenant, subject) {
    return [...tenantOf(tenant).proofs.values()]
      .filter((proof) => proof.subject === subject.toLowerCase() && proof.until > clock())
      .sort((a, b) => a.at - b.at || order(a.id, b.id))
  },
  async count(tenant, uses) {
    for (const use of uses) count(tenantOf(tenant), { ...use, subject: use.subject.toLowerCase() })
  },
  async uses(tenant, subject) {
    return [...tenantOf(tenant).uses.values()].filter((use) => use.subject === subject.toLowerCase()).sort(newestFirst)
  },
  async notices(tenant, hashes) {
    const { notices } = tenantOf(tenant)
    return [...new Set(hashes)].sort().flatMap((hash) => notices.get(hash) ?? [])
  },
  async keepRequest(tenant, request) {
    const { requests } = tenantOf(tenant)
    if ((requests.get(request.id)?.version ?? 0) !== request.version - 1) return false
    requests.set(request.id, copied({ ...request, subject: request.subject?.toLowerCase() ?? null }))
    return true
  },
  async request(tenant, id) {
    return tenantOf(tenant).requests.get(id) ?? null
  },
  async requests(tenant, { subject, all = false, limit = 100 } = {}) {
    const own = [...tenantOf(tenant).requests.values()].filter(
      (one) => subject === undefined || one.subject === subject.toLowerCase(),
    )
    return (all ? own.reverse() : own.filter(isOpen).sort((a, b) => a.due - b.due)).slice(0, limit)
  },
  async forgetRegisters(tenant, { now, usesBefore }) {
    const { suppressions, proofs, uses } = tenantOf(tenant)
    for (const [hash, { until }] of suppressions) if (until <= now) suppressions.delete(hash)
    for (const [id, { until }] of proofs) if (until <= now) proofs.delete(id)
    for (const [name, { day }] of uses) if (day < usesBefore) uses.delete(name)
  },
})

/** Adds some; one that is there keeps the later end. */
export function suppress({ suppressions }: Tenant, added: readonly Suppression[]): void {
  for (const { hash, at, until } of added) {
    const known = suppressions.get(hash)
    if (!known) suppressions.set(hash, { hash, at, until })
    else if (known.until < until) suppressions.set(hash, { ...known, until })
  }
}

/** Of somebody erased nothing is counted any more. */
function count({ uses, subjects }: Tenant, use: Use): void {
  if ((subjects.get(use.subject)?.subject.erasedAt ?? null) !== null) return
  const name = JSON.stringify([use.subject, use.day, use.field, use.purpose, use.decision])
  uses.set(name, { ...use, count: (uses.get(name)?.count ?? 0) + use.count })
}

const newestFirst = (a: Use, b: Use): number =>
  order(b.day, a.day) || order(a.field, b.field) || order(a.purpose, b.purpose) || order(a.decision, b.decision)

const isOpen = (request: RequestKept): request is RequestKept & { due: number } => request.due !== null
