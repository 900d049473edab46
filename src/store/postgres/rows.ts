import type { Json } from '../../core/json.js'
import type { Notice } from '../../core/program/notice.js'
import { sealed } from '../../core/subject/event.js'
import { stateOf } from '../../core/subject/state.js'
import type { Step } from '../../ports/store.js'
import { accounts, type Change, changes, erases, isBooked, logged } from '../step.js'
import { addPoints } from './point-rows.js'
import { addShared } from './shared-rows.js'

type Row = { readonly [column: string]: Json | undefined }

/** The tables that `store_v2` takes, in the order of its parameters; it says what stands in each. */
export const tables = [
  'steps',
  'subjects',
  'logins',
  'log',
  'accounts',
  'transfers',
  'lots',
  'holds',
  'coupons',
  'draws',
  'entries',
  'learned',
  'forgotten',
  'notices',
] as const

type Rows = { readonly [table in (typeof tables)[number]]: Row[] }

/** What steps write, as rows. JSON within is text: a database must not put it in an order of its own. */
export function rowsOf(steps: readonly Step[]): Rows {
  const rows: Rows = {
    steps: [],
    subjects: [],
    logins: [],
    log: [],
    accounts: [],
    transfers: [],
    lots: [],
    holds: [],
    coupons: [],
    draws: [],
    entries: [],
    learned: [],
    forgotten: [],
    notices: [],
  }
  for (const [n, step] of steps.entries()) {
    const changed = changes(step)
    addSubject(rows, n + 1, step, changed)
    addLog(rows, n + 1, step)
    addPoints(rows, n + 1, step, changed)
    addShared(rows, n + 1, step)
    addValues(rows, n + 1, step)
  }
  rows.notices.push(...noticesOf(steps))
  return rows
}

/** Each notice once, with the steps that showed it: members of old share one. */
function noticesOf(steps: readonly Step[]): readonly Row[] {
  const notices = new Map<string, { readonly notice: Notice; readonly steps: number[] }>()
  for (const [n, step] of steps.entries())
    for (const notice of step.notices ?? []) {
      const shared = notices.get(notice.hash) ?? { notice, steps: [] }
      shared.steps.push(n + 1)
      notices.set(notice.hash, shared)
    }
  return [...notices.values()].map(({ notice, steps }) => ({ steps, ...notice }))
}

function addSubject(rows: Rows, n: number, step: Step, changed: readonly Change[]): void {
  const { subject, before, after } = step
  const isLogged = step.commands.some((command) => command.logged)
  const login = after.erasedAt === null ? step.login : undefined
  const guard = { subject, version: before.version, erased: before.erasedAt !== null, logged: isLogged }
  rows.steps.push(erases(step) ? { ...guard, accounts: accounts(before) } : guard)
  if (login !== undefined) rows.logins.push({ step: n, login })
  const opens = changed.some((change) => change.before.seq === 0)
  if (!isLogged && !opens && login === undefined) return
  const row = { step: n, before: before.version, version: after.version, erased: after.erasedAt !== null }
  rows.subjects.push(isLogged || row.before === 0 ? { ...row, state: JSON.stringify(stateOf(after)) } : row)
}

function addLog(rows: Rows, n: number, step: Step): void {
  for (const [version, { id, hash, answer, events }] of logged(step)) {
    // Points stand in the ledger, under the same command.
    const body = JSON.stringify(events.filter((event) => !isBooked(event)).map((event) => sealed(event)))
    rows.log.push({ step: n, version, cmd: id, hash, answer: JSON.stringify(answer), body })
  }
}

function addValues(rows: Rows, n: number, { before, after }: Step): void {
  for (const [field, value] of Object.entries(after.values)) {
    const text = JSON.stringify(value)
    if (Object.hasOwn(before.values, field) && JSON.stringify(before.values[field]) === text) continue
    rows.learned.push({ step: n, field, value: text })
  }
  for (const field of Object.keys(before.values))
    if (!Object.hasOwn(after.values, field)) rows.forgotten.push({ step: n, field })
}
