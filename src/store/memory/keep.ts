import { record } from '../../core/json.js'
import { type SubjectJson, subjectOf, toJson } from '../../core/subject/state.js'
import { accountOf, nobody, type Subject } from '../../core/subject/subject.js'
import type { Line } from '../../ports/record.js'
import type { Proof } from '../../ports/registers.js'
import type { Step, Stored } from '../../ports/store.js'
import { couponsOf } from '../coupons.js'
import { drawn, drawsOf } from '../draws.js'
import { entriesOf } from '../entries.js'
import { accounts, changes, erases, guardsSubject, identifierOf, logged } from '../step.js'
import { suppress } from './registers.js'
import { copied, type Kept, newcomer, type Tenant, write, writeLog } from './tenant.js'

/** Stores a step, or writes nothing. What happened by it is added to `lines`. */
export function keep(tenant: Tenant, step: Step, now: number, lines: Line[]): Stored {
  const id = step.subject.toLowerCase()
  const kept = tenant.subjects.get(id) ?? newcomer(nobody)
  const isLogged = logged(step).length > 0
  if (moved(kept, step) || taken(tenant, id, kept, step) || isGone(tenant, id, step)) return 'raced'
  tenant.subjects.set(id, kept)
  kept.subject = subjectAfter(kept.subject, step, isLogged)
  bind(tenant, id, kept, step)
  for (const command of step.commands) write(id, kept, command, lines)
  for (const line of logged(step)) writeLog(id, kept, line, now, lines)
  share(tenant, id, step)
  seal(kept, step)
  register(tenant, id, step)
  for (const notice of step.notices ?? [])
    if (!tenant.notices.has(notice.hash)) tenant.notices.set(notice.hash, copied(notice))
  return 'stored'
}

/** Whether somebody else stored since the step was read. */
function moved({ subject, answers }: Kept, step: Step): boolean {
  if (guardsSubject(step) && subject.version !== step.before.version) return true
  if ((subject.erasedAt === null) !== (step.before.erasedAt === null)) return true
  if (changes(step).some(({ currency, before }) => accountOf(subject, currency).seq !== before.seq)) return true
  if (erases(step) && accounts(subject) !== accounts(step.before)) return true
  return step.commands.some((command) => answers.has(command.id.toLowerCase()))
}

/** Whether the step's login is somebody else's, or its subject has another. */
function taken({ logins }: Tenant, id: string, { login }: Kept, step: Step): boolean {
  if (step.login === undefined || step.after.erasedAt !== null) return false
  return (logins.get(step.login) ?? id) !== id || (login ?? step.login) !== step.login
}

/** Whether what members share is not there any more as the step needs it. */
function isGone({ coupons, counters, entries }: Tenant, id: string, step: Step): boolean {
  const { issued, ended } = couponsOf(step)
  const { entered } = entriesOf(step)
  const isIssued = (code: string): boolean => {
    const known = coupons.get(code)
    return known?.subject === id && known.coupon.state === 'issued'
  }
  const keys = new Set([...coupons.values()].flatMap(({ subject, coupon }) => (subject === id ? [coupon.key] : [])))
  return (
    ended.some(({ code }) => !isIssued(code)) ||
    issued.some(({ code, key }) => coupons.has(code) || keys.has(key)) ||
    drawsOf(step).some(({ counter, ceiling }) => (counters.get(counter) ?? 0) > ceiling) ||
    entered.some(({ raffle, ticket }) => entries.get(raffle)?.has(ticket)) ||
    new Set(entered.map(({ raffle, ticket }) => JSON.stringify([raffle, ticket]))).size < entered.length
  )
}

/** What a step does not change may have moved since it was read, and stays. */
function subjectAfter(subject: Subject, step: Step, isLogged: boolean): Subject {
  const points = record(subject.points)
  for (const { currency, after } of changes(step)) points[currency] = after
  const rest = isLogged || subject === nobody ? step.after : subject
  return subjectOf(copied<SubjectJson>(toJson({ ...rest, points })))
}

function bind({ logins }: Tenant, id: string, kept: Kept, { login, after }: Step): void {
  if (after.erasedAt === null && login === undefined) return
  if (kept.login !== null) logins.delete(kept.login)
  kept.login = after.erasedAt === null ? (login ?? null) : null
  if (kept.login !== null) logins.set(kept.login, id)
}

/** The subject's key, and what its identifiers are found by: both go with what they are of. */
function seal(kept: Kept, step: Step): void {
  const { before, after, key } = step
  if (after.erasedAt !== null) kept.key = null
  else if (key !== undefined) kept.key = key
  for (const field of Object.keys({ ...before.values, ...after.values })) {
    const hash = Object.hasOwn(after.values, field) ? identifierOf(step, field) : undefined
    if (hash !== undefined) kept.identifiers.set(field, hash)
    else if (JSON.stringify(before.values[field]) !== JSON.stringify(after.values[field]))
      kept.identifiers.delete(field)
  }
}

/** What stays of somebody erased, and what goes. */
function register(tenant: Tenant, id: string, step: Step): void {
  suppress(tenant, step.suppressions ?? [])
  if (step.proof && !tenant.proofs.has(step.proof.id)) tenant.proofs.set(step.proof.id, ownProof(step.proof))
  if (!erases(step)) return
  for (const [name, use] of tenant.uses) if (use.subject === id) tenant.uses.delete(name)
}

const ownProof = (proof: Proof): Proof => ({ ...copied(proof), subject: proof.subject.toLowerCase() })

function share({ coupons, counters, entries }: Tenant, subject: string, step: Step): void {
  const { issued, ended } = couponsOf(step)
  for (const coupon of issued) coupons.set(coupon.code, { subject, coupon: copied(coupon) })
  for (const { code, state } of ended) {
    const known = coupons.get(code)
    if (known) known.coupon = { ...known.coupon, state }
  }
  for (const draw of drawsOf(step)) counters.set(draw.counter, drawn(counters.get(draw.counter) ?? 0, draw))
  const { left, entered } = entriesOf(step)
  for (const raffle of left)
    for (const [ticket, owner] of entries.get(raffle) ?? []) if (owner === subject) entries.get(raffle)?.delete(ticket)
  for (const { raffle, ticket } of entered) {
    const tickets = entries.get(raffle) ?? new Map<string, string>()
    entries.set(raffle, tickets.set(ticket, subject))
  }
}
