import type { Json } from '../../core/json.js'
import type { Lot } from '../../core/points/lots.js'
import { sealed } from '../../core/subject/event.js'
import { stateOf } from '../../core/subject/state.js'
import type { Step } from '../../ports/store.js'
import { accounts, changes, erases, isBooked, logged, transfersOf } from '../step.js'

type Row = { readonly [column: string]: Json | undefined }

/** The tables that `store_v1` takes, in the order of its parameters; it says what stands in each. */
export const tables = [
  'steps',
  'subjects',
  'logins',
  'log',
  'accounts',
  'transfers',
  'lots',
  'emptied',
  'learned',
  'forgotten',
  'notices',
] as const

export type Rows = { readonly [table in (typeof tables)[number]]: readonly Row[] }

/** What steps write, as rows. JSON within is text: a database must not put it in an order of its own. */
export function rowsOf(steps: readonly Step[]): Rows {
  const rows = Object.fromEntries(tables.map((table) => [table, []])) as unknown as { [table in keyof Rows]: Row[] }
  for (const step of steps) {
    addGuards(rows, step)
    addLog(rows, step)
    addPoints(rows, step)
    addValues(rows, step)
    rows.notices.push(...(step.notices ?? []).map((notice) => ({ subject: step.subject, ...notice })))
  }
  return rows
}

type Open = { [table in keyof Rows]: Row[] }

function addGuards(rows: Open, step: Step): void {
  const { subject, before, after } = step
  const isLogged = step.commands.some((command) => command.logged)
  const isNew = before.version === 0
  const login = after.erasedAt === null ? step.login : undefined
  const opens = changes(step).some((change) => change.before.seq === 0)
  const alone = isLogged || opens || login !== undefined
  const erased = before.erasedAt !== null
  rows.steps.push({
    subject,
    version: before.version,
    erased,
    alone,
    logged: isLogged,
    ...(erases(step) && { accounts: accounts(before) }),
  })
  if (login !== undefined) rows.logins.push({ subject, login })
  if (!alone) return
  const state = isLogged || isNew ? { state: JSON.stringify(stateOf(after)) } : undefined
  rows.subjects.push({
    subject,
    before: before.version,
    version: after.version,
    erased: after.erasedAt !== null,
    ...state,
  })
}

function addLog(rows: Open, step: Step): void {
  for (const [version, { id, hash, answer, events }] of logged(step)) {
    // Points stand in the ledger, under the same command.
    const body = JSON.stringify(events.filter((event) => !isBooked(event)).map(sealed))
    rows.log.push({ subject: step.subject, version, cmd: id, hash, answer: JSON.stringify(answer), body })
  }
}

function addPoints(rows: Open, step: Step): void {
  const { subject } = step
  for (const command of step.commands)
    for (const [leg, transfer] of transfersOf(command).entries()) {
      const { currency, seq, kind, amount, balanceAfter, at, reason, ...detail } = transfer
      const answers = leg === 0 && !command.logged
      rows.transfers.push({
        subject,
        key: command.id,
        leg,
        currency,
        seq,
        kind,
        amount,
        balance_after: balanceAfter,
        at,
        reason,
        detail: JSON.stringify(detail),
        ...(answers && { hash: command.hash, answer: JSON.stringify(command.answer) }),
      })
    }
  for (const { currency, before, after } of changes(step)) {
    rows.accounts.push({ subject, currency, before: before.seq, seq: after.seq, balance: after.balance })
    addLots(rows, { subject, currency }, before.lots, after.lots)
  }
}

function addLots(rows: Open, key: Row, before: readonly Lot[], after: readonly Lot[]): void {
  const old = new Map(before.map((lot) => [lot.seq, lot]))
  for (const lot of after) {
    const { seq, amount, remaining, availableAt: available, expiresAt: expires } = lot
    const was = old.get(seq)
    old.delete(seq)
    if (was && was.amount === amount && was.remaining === remaining) continue
    rows.lots.push({ ...key, expires, seq, available, amount, remaining })
  }
  for (const { seq, expiresAt: expires } of old.values()) rows.emptied.push({ ...key, expires, seq })
}

function addValues(rows: Open, { subject, before, after }: Step): void {
  for (const [field, value] of Object.entries(after.values)) {
    const text = JSON.stringify(value)
    if (Object.hasOwn(before.values, field) && JSON.stringify(before.values[field]) === text) continue
    rows.learned.push({ subject, field, value: text })
  }
  for (const field of Object.keys(before.values))
    if (!Object.hasOwn(after.values, field)) rows.forgotten.push({ subject, field })
}
