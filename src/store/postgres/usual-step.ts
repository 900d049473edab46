import type { Json } from '../../core/json.js'
import type { Lookup } from '../../ports/store.js'
import type { tables } from './rows.js'

type Row = { readonly [column: string]: Json | undefined }
type Table = (typeof tables)[number]

type Columns = readonly (readonly [table: Table, columns: readonly string[]])[]

/** What one step of somebody who is there writes, and one award where it books any: `store_usual_v2` takes it so. */
const written: Columns = [
  ['steps', ['subject']],
  ['subjects', ['before', 'version', 'state', 'ends']],
  ['log', ['cmd', 'hash', 'answer', 'body', 'at']],
  [
    'accounts',
    ['currency', 'before', 'seq', 'balance', 'lots', 'held', 'debt', 'status', 'tallies', 'deeds', 'tier', 'until'],
  ],
  ['transfers', ['kind', 'amount', 'balance', 'at', 'reason', 'code', 'available', 'expires', 'detail', 'remaining']],
]

export const usualValues: number = written.flatMap(([, columns]) => columns).length

/** Columns of an award: those above, and what the step and the account say of it already. */
const awarded: ReadonlySet<string> = new Set(['step', 'key', 'leg', 'currency', 'seq', ...(written.at(-1)?.[1] ?? [])])

/**
 * The values for `store_usual_v2`, or nothing where `store_v3` has to store it: several steps, somebody new or erased,
 * more than one command, anything booked but one award into an account that is there, and whatever stands in any other
 * table.
 */
export function usualStep(rows: { readonly [table in Table]: readonly Row[] }): readonly unknown[] | undefined {
  const { steps, subjects, log, accounts, transfers, ...others } = rows
  if (steps.length !== 1 || log.length !== 1 || Object.values(others).some((table) => table.length > 0))
    return undefined
  const [subject, account, transfer] = [subjects[0], accounts[0], transfers[0]]
  if (!subject || subject.before === 0 || subject.erased) return undefined
  if (accounts.length > 1 || transfers.length !== accounts.length) return undefined
  if (account && (account.before === 0 || !transfer || !isAward(transfer))) return undefined
  return written.flatMap(([table, columns]) => columns.map((column) => rows[table][0]?.[column] ?? null))
}

/** Something that makes one lot, and says nothing beside. */
const isAward = (transfer: Row): boolean =>
  transfer.remaining !== undefined &&
  Object.entries(transfer).every(([column, value]) => value === undefined || awarded.has(column))

/** The values for `load_usual_v2`, or nothing where a lookup asks for more than a subject and one command. */
export function usualLookup(lookups: readonly Lookup[]): readonly unknown[] | undefined {
  const [lookup, ...others] = lookups
  if (!lookup || others.length > 0) return undefined
  const { subject, login, commands, coupon, cites, counters, suppressed } = lookup
  if (coupon !== undefined || cites || counters || suppressed || commands.length !== 1) return undefined
  return [subject ?? null, login ?? null, commands[0]]
}
