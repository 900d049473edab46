import type { Json } from '../../core/json.js'
import type { Notice } from '../../core/program/notice.js'
import type { Clock } from '../../ports/clock.js'
import type { Proof, RegisterStore, RequestKept, Use } from '../../ports/registers.js'
import type { Ask } from './ledger.js'
import countSql from './sql/count.sql'
import forgetRegistersSql from './sql/forget-registers.sql'
import identifiedSql from './sql/identified.sql'
import keepRequestSql from './sql/keep-request.sql'
import noticesSql from './sql/notices.sql'
import proofsSql from './sql/proofs.sql'
import requestSql from './sql/request.sql'
import requestsAllSql from './sql/requests-all.sql'
import requestsOpenSql from './sql/requests-open.sql'
import suppressSql from './sql/suppress.sql'
import suppressedSql from './sql/suppressed.sql'
import usesSql from './sql/uses.sql'
import type { Bigint } from './statement.js'

/** What is kept beside the subjects, one statement each. */
export const registers = (ask: Ask, clock?: Clock): RegisterStore => ({
  async identified(tenant, hashes) {
    return hashes.length > 0 ? ask(identifiedSql, [tenant, hashes]) : []
  },
  async suppressed(tenant, hashes, now) {
    if (hashes.length === 0) return []
    return (await ask<{ hash: string }>(suppressedSql, [tenant, hashes, now])).map(({ hash }) => hash)
  },
  async suppress(tenant, suppressions) {
    if (suppressions.length > 0) await ask(suppressSql, [tenant, JSON.stringify(suppressions)])
  },
  async proofs(tenant, subject) {
    return (await ask<ProofRow>(proofsSql, [tenant, subject, clock?.() ?? null])).map(proofIn)
  },
  async count(tenant, uses) {
    if (uses.length > 0) await ask(countSql, [tenant, JSON.stringify(uses)])
  },
  async uses(tenant, subject) {
    return (await ask<UseRow>(usesSql, [tenant, subject])).map(({ count, ...use }) => ({
      ...use,
      count: Number(count),
    }))
  },
  async notices(tenant, hashes) {
    if (hashes.length === 0) return []
    return (await ask<NoticeRow>(noticesSql, [tenant, hashes])).map(({ version, variant, ...notice }) => ({
      ...notice,
      version: Number(version),
      ...(variant !== null && { variant }),
    }))
  },
  async keepRequest(tenant, { id, version, subject, body, due }) {
    return (await ask(keepRequestSql, [tenant, id, version, subject, JSON.stringify(body), due])).length > 0
  },
  async request(tenant, id) {
    const [row] = await ask<RequestRow>(requestSql, [tenant, id])
    return row ? requestIn(row) : null
  },
  async requests(tenant, { subject = null, all = false, limit = 100 }: Which = {}) {
    return (await ask<RequestRow>(all ? requestsAllSql : requestsOpenSql, [tenant, subject, limit])).map(requestIn)
  },
  async forgetRegisters(tenant, { now, usesBefore }) {
    await ask(forgetRegistersSql, [tenant, now, usesBefore])
  },
})

type Which = { readonly subject?: string | null; readonly all?: boolean; readonly limit?: number }

type ProofRow = Omit<Proof, 'at' | 'until'> & { readonly at: Bigint; readonly until: Bigint }
type NoticeRow = Omit<Notice, 'version' | 'variant'> & { readonly version: Bigint; readonly variant: string | null }
type UseRow = Omit<Use, 'count'> & { readonly count: Bigint }
interface RequestRow {
  readonly id: string
  readonly subject: string | null
  readonly version: Bigint
  readonly body: string
  readonly due: Bigint | null
}

const proofIn = ({ at, until, ...proof }: ProofRow): Proof => ({ ...proof, at: Number(at), until: Number(until) })

const requestIn = ({ id, subject, version, body, due }: RequestRow): RequestKept => ({
  id,
  subject,
  version: Number(version),
  body: JSON.parse(body) as Json,
  due: due === null ? null : Number(due),
})
