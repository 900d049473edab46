import { endsAt } from '../../core/consent/ending.js'
import type { Json } from '../../core/json.js'
import type { Notice } from '../../core/program/notice.js'
import { stateOf } from '../../core/subject/state.js'
import type { Step } from '../../ports/store.js'
import { accounts, type Change, changes, erases, guardsSubject, identifierOf, logged, sealedEvents } from '../step.js'
import { addPoints } from './point-rows.js'
import type { LogBody } from './record.js'
import { addShared } from './shared-rows.js'

type Row = { readonly [column: string]: Json | undefined }

/** The tables that `store_v3` takes, in the order of its parameters; it says what stands in each. */
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
  'keys',
  'suppressions',
  'proofs',
] as const

type Rows = { readonly [table in (typeof tables)[number]]: Row[] }

/**
 * What steps write, as rows. JSON within is text: a database must not put it in an order of its own.
 *
 * @param at when it is recorded; the database's own time unless said
 */
export function rowsOf(steps: readonly Step[], at?: number): Rows {
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
    keys: [],
    suppressions: [],
    proofs: [],
  }
  for (const [n, step] of steps.entries()) {
    const changed = changes(step)
    addSubject(rows, n + 1, step, changed)
    addLog(rows, n + 1, step, at)
    addPoints(rows, n + 1, step, changed)
    addShared(rows, n + 1, step)
    addValues(rows, n + 1, step)
    addKey(rows, n + 1, step)
    addLeft(rows, n + 1, step)
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
  const guarded = guardsSubject(step)
  const login = after.erasedAt === null ? step.login : undefined
  const guard = { subject, version: before.version, erased: before.erasedAt !== null, guarded }
  rows.steps.push(erases(step) ? { ...guard, accounts: accounts(before) } : guard)
  if (login !== undefined) rows.logins.push({ step: n, login })
  const opens = changed.some((change) => change.before.seq === 0)
  if (!guarded && !opens && login === undefined) return
  const row = { step: n, before: before.version, version: after.version, erased: after.erasedAt !== null }
  const state = { state: JSON.stringify(stateOf(after)), ends: endsAt(after) ?? undefined, key: keyAfter(step) }
  rows.subjects.push(isLogged || row.before === 0 ? { ...row, ...state } : row)
}

function addLog(rows: Rows, n: number, step: Step, at: number | undefined): void {
  for (const [version, command] of logged(step)) {
    const { id, hash, answer, said } = command
    const body: LogBody = { said, events: sealedEvents(command) }
    rows.log.push({ step: n, version, cmd: id, hash, answer: JSON.stringify(answer), body: JSON.stringify(body), at })
  }
}

function addValues(rows: Rows, n: number, step: Step): void {
  const { before, after } = step
  for (const [field, value] of Object.entries(after.values)) {
    const text = JSON.stringify(value)
    const identifier = identifierOf(step, field)
    const stays = Object.hasOwn(before.values, field) && JSON.stringify(before.values[field]) === text
    if (stays && identifier === undefined) continue
    rows.learned.push({ step: n, field, value: text, identifier })
  }
  for (const field of Object.keys(before.values))
    if (!Object.hasOwn(after.values, field)) rows.forgotten.push({ step: n, field })
}

const keyAfter = ({ key, after }: Step): string | undefined => (after.erasedAt === null ? key : undefined)

/** The key of who was there before; that of somebody new stands with them. */
function addKey(rows: Rows, n: number, step: Step): void {
  const key = keyAfter(step)
  if (key !== undefined || erases(step)) rows.keys.push({ step: n, key })
}

/** What stays of somebody erased. */
function addLeft(rows: Rows, n: number, { suppressions = [], proof }: Step): void {
  for (const { hash, at, until } of suppressions) rows.suppressions.push({ step: n, hash, at, until })
  if (proof) rows.proofs.push({ step: n, ...proof })
}
