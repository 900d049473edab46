import type { Json } from '../core/json.js'
import { record } from '../core/json.js'
import { type SubjectJson, subjectOf, toJson } from '../core/subject/state.js'
import { accountOf, nobody, type Subject } from '../core/subject/subject.js'
import type { Clock } from '../ports/clock.js'
import type { Answered, Committed, Loaded, Lookup, StatementLine, Step, Store, Stored } from '../ports/store.js'
import { accounts, changes, erases, firsts, logged, transfersOf } from './step.js'

/** Everything of one tenant. Ids are small letters, as a database writes them. */
interface Tenant {
  readonly subjects: Map<string, Kept>
  readonly logins: Map<string, string>
}

interface Kept {
  subject: Subject
  login: string | null
  /** By command: the hash, and the answer as text, so that nobody can change what was said. */
  readonly answers: Map<string, { readonly hash: string; readonly answer: string }>
  /** By currency, oldest first. */
  readonly lines: Map<string, StatementLine[]>
}

/**
 * Keeps everything in this process: for tests, and for trying things out. What it holds ends with it.
 *
 * @example
 * const server = createServer({ program, store: memory(), secrets, authenticate })
 */
export function memory(options: { readonly clock?: Clock } = {}): Store {
  const clock = options.clock ?? Date.now
  const tenants = new Map<string, Tenant>()

  const tenantOf = (name: string): Tenant => {
    const tenant = tenants.get(name) ?? { subjects: new Map(), logins: new Map() }
    tenants.set(name, tenant)
    return tenant
  }

  return {
    async load(tenant, lookups) {
      return lookups.map((lookup) => find(tenantOf(tenant), lookup, clock()))
    },
    async store(tenant, steps) {
      const first = new Set(firsts(steps))
      for (const step of steps) logged(step)
      return steps.map((step, n) => (first.has(n) ? keep(tenantOf(tenant), step) : 'raced'))
    },
    async migrate() {
      // There is no older shape.
    },
    async statement(tenant, subject, currency, { before = Number.MAX_SAFE_INTEGER, limit = 50 } = {}) {
      const lines = tenantOf(tenant).subjects.get(subject.toLowerCase())?.lines.get(currency) ?? []
      return lines
        .filter(({ seq }) => seq < before)
        .reverse()
        .slice(0, limit)
    },
  }
}

function find({ subjects, logins }: Tenant, { subject, login, commands }: Lookup, now: number): Loaded {
  const id = (login === undefined ? undefined : logins.get(login)) ?? subject?.toLowerCase()
  const kept = id === undefined ? undefined : subjects.get(id)
  if (id === undefined || !kept) return { id: null, subject: nobody, login: null, answered: record(), now }
  const answered = record<Answered>()
  for (const command of commands) {
    const first = kept.answers.get(command.toLowerCase())
    if (first) answered[command] = { hash: first.hash, answer: JSON.parse(first.answer) as Json }
  }
  return { id, subject: kept.subject, login: kept.login, answered, now }
}

function keep(tenant: Tenant, step: Step): Stored {
  const id = step.subject.toLowerCase()
  const kept = tenant.subjects.get(id) ?? { subject: nobody, login: null, answers: new Map(), lines: new Map() }
  const isLogged = logged(step).length > 0
  if (moved(kept, step, isLogged) || taken(tenant, id, kept, step)) return 'raced'
  tenant.subjects.set(id, kept)
  kept.subject = subjectAfter(kept.subject, step, isLogged)
  bind(tenant, id, kept, step)
  write(kept, step.commands)
  return 'stored'
}

/** Whether somebody else stored since the step was read. */
function moved({ subject, answers }: Kept, step: Step, isLogged: boolean): boolean {
  if (isLogged && subject.version !== step.before.version) return true
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

/** What a step does not change may have moved since it was read, and stays. Through JSON, as a database keeps it. */
function subjectAfter(subject: Subject, step: Step, isLogged: boolean): Subject {
  const points = record(subject.points)
  for (const { currency, after } of changes(step)) points[currency] = after
  const rest = isLogged || subject === nobody ? step.after : subject
  return subjectOf(JSON.parse(JSON.stringify(toJson({ ...rest, points }))) as SubjectJson)
}

function bind({ logins }: Tenant, id: string, kept: Kept, { login, after }: Step): void {
  if (after.erasedAt === null && login === undefined) return
  if (kept.login !== null) logins.delete(kept.login)
  kept.login = after.erasedAt === null ? (login ?? null) : null
  if (kept.login !== null) logins.set(kept.login, id)
}

function write({ answers, lines }: Kept, commands: readonly Committed[]): void {
  for (const { id, hash, answer } of commands) answers.set(id.toLowerCase(), { hash, answer: JSON.stringify(answer) })
  for (const { currency, seq, kind, amount, balanceAfter, at, reason } of commands.flatMap(transfersOf)) {
    const line = { seq, kind, amount, balanceAfter, at, reason }
    const before = lines.get(currency)
    if (before) before.push(line)
    else lines.set(currency, [line])
  }
}
