import { type ConsentRecord, recordsOf } from '../../core/consent/record.js'
import { balanceOf } from '../../core/decision/fairness/balance.js'
import type { Notice } from '../../core/program/notice.js'
import { fieldRecords, labelOf } from '../../core/rights/field-records.js'
import type { PointsRecorded, SubjectRecord } from '../../core/rights/subject-record.js'
import { lately } from '../../core/subject/displays.js'
import { pointsIn, type Subject } from '../../core/subject/subject.js'
import type { LogLine } from '../../ports/record.js'
import type { StatementLine } from '../../ports/store.js'
import { trying } from '../calls/load.js'
import { loadOpened } from '../calls/opened.js'
import type { Desk } from '../desk.js'
import { listedRequest } from './kept-request.js'

/** So many are read at once. */
const page = 1_000

/**
 * Everything that is known of somebody, and what was done with it; `null` where nobody is, or nobody any more. It takes
 * as many round trips as there are thousands of lines.
 *
 * @param id a subject's id
 * @throws EvenhandedError `store_failed`, `not_migrated`
 */
export async function recordOf(desk: Desk, id: string): Promise<SubjectRecord | null> {
  const { store, tenant, plan } = desk
  const { program } = plan
  const [loaded] = await loadOpened(desk, [{ commands: [], subject: id }])
  if (!loaded || loaded.id === null || loaded.subject.erasedAt !== null) return null
  const { subject } = loaded
  const now = desk.clock?.() ?? loaded.now
  await desk.uses.flush()
  const [records, uses, coupons, requests, points] = await Promise.all([
    consentRecords(desk, id),
    trying(() => store.uses(tenant, id)),
    trying(() => store.coupons(tenant, id)),
    trying(() => store.requests(tenant, { subject: id, all: true, limit: page })),
    Promise.all(Object.keys(subject.points).map((currency) => pointsOf(desk, id, subject, currency, now))),
  ])
  const { id: name, version, language = 'en', controller, representative = null, officer = null } = program
  return {
    format: 'evenhanded-record/1',
    at: now,
    program: { id: name, version, language },
    controller,
    representative,
    officer,
    subject: id,
    restrictedAt: subject.restrictedAt ?? null,
    signalledAt: subject.signal?.at ?? null,
    complainedAt: subject.complainedAt ?? null,
    age: subject.age ?? null,
    fields: fieldRecords(program, subject, { uses: uses.map(ofSubject), records }, now),
    objections: Object.keys(subject.objected).map((purpose) => ({ purpose, label: labelOf(program, purpose) })),
    offers: Object.entries(subject.offers).map(([offer, history]) => ({
      offer,
      says: [program.offers[offer]?.gives ?? []].flat().map(({ says }) => says),
      ...history,
    })),
    balance: program.money === undefined ? null : { money: program.money, ...balanceOf(subject, now) },
    displays: lately(subject.displays ?? [], now),
    points,
    coupons,
    suspensions: suspensionsOf(desk, subject),
    requests: requests.map((kept) => {
      const { kind, receivedAt, due, closed } = listedRequest(kept, now)
      return { id: kept.id, kind, receivedAt, due, closedAt: closed?.at ?? null }
    }),
    records,
    notices: await noticesOf(desk, records),
  }
}

/** The words that were shown with these, as they were kept when the first person agreed to them. */
export const noticesOf = (
  { store, tenant }: Desk,
  records: readonly Pick<ConsentRecord, 'notice'>[],
): Promise<readonly Notice[]> => {
  const hashes = new Set(records.flatMap(({ notice }) => notice?.hash ?? []))
  return trying(() => store.notices(tenant, [...hashes]))
}

/** What was said of consents and other grounds, with its evidence, from the first on. */
export async function consentRecords({ store, tenant, plan }: Desk, id: string): Promise<readonly ConsentRecord[]> {
  const lines: LogLine[] = []
  for (;;) {
    const more = await trying(() => store.history(tenant, id, { after: lines.at(-1)?.version ?? 0, limit: page }))
    lines.push(...more)
    if (more.length < page) return recordsOf(plan.program, lines)
  }
}

/** Their own: whose they are is said once. */
const ofSubject = <Use extends { readonly subject: string }>({ subject: _, ...use }: Use): Omit<Use, 'subject'> => use

const suspensionsOf = ({ plan: { program } }: Desk, { suspended }: Subject): SubjectRecord['suspensions'] =>
  Object.entries(suspended).map(([gate, { sanction, since, until, appealedAt = null }]) => ({
    gate,
    label: program.gates[gate]?.label ?? gate,
    says: program.sanctions[sanction]?.says ?? '',
    since,
    until,
    appealedAt,
  }))

async function pointsOf(
  { store, tenant, plan }: Desk,
  id: string,
  subject: Subject,
  currency: string,
  now: number,
): Promise<PointsRecorded> {
  const lines: StatementLine[] = []
  for (;;) {
    const before = lines.at(-1)?.seq
    const more = await trying(() =>
      store.statement(tenant, id, currency, { limit: page, ...(before !== undefined && { before }) }),
    )
    lines.push(...more)
    if (more.length < page) break
  }
  return {
    currency,
    label: plan.program.currencies[currency]?.label ?? currency,
    ...pointsIn(subject, currency, now),
    lines: lines.map(({ at, kind, amount, balanceAfter, reason, code = null }) => ({
      ...{ at, kind, amount, balanceAfter, reason, code },
    })),
  }
}
