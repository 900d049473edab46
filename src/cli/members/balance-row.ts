import { createHash } from 'node:crypto'
import type { Program } from 'evenhanded'
import type { BackendCall } from 'evenhanded/server'
import { instant } from '../orders/instant.js'
import { quoted } from '../orders/order-line.js'

/** What a file of balances has to say; further columns are `expires_at`, `reason`, `date` and `reference`. */
export const balanceColumns = ['login', 'currency', 'points'] as const

/** Points of old. */
export interface OldBalance {
  readonly line: number
  readonly login: string
  readonly currency: string
  readonly points: number
  readonly expiresAt?: number
  readonly reason: string
  /** What makes it the same award again; another row that says the same has another. */
  readonly key: string
}

/**
 * One row, or why it is none.
 *
 * @param seen by whose and what, where it stood and how often; this row is added
 */
export function balanceIn(
  { currencies }: Program,
  line: number,
  cells: { readonly [column: string]: string },
  now: number,
  seen: Map<string, { readonly line: number; times: number }>,
): OldBalance | string {
  const cell = (name: string): string => (cells[name] ?? '').trim()
  const [login, currency, text] = balanceColumns.map(cell) as [string, string, string]
  if (login === '') return 'login is empty'
  if (!Object.hasOwn(currencies, currency)) return `${quoted(currency)} is no currency of this program`
  const points = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(points)) return `points is ${quoted(text)}, not a whole number from 0 on`
  const expiresAt = instant(cell('expires_at'))
  if (cell('expires_at') !== '' && expiresAt === undefined)
    return `expires_at is ${quoted(cell('expires_at'))}, not a date`
  if (expiresAt !== undefined && expiresAt <= now)
    return `expires_at is ${quoted(cell('expires_at'))}: these points are over`
  const date = instant(cell('date'))
  if (cell('date') !== '' && date === undefined) return `date is ${quoted(cell('date'))}, not a date`
  const reference = cell('reference')
  const reason = cell('reason') || 'balance'
  // Not the points: what was corrected in the file would be awarded beside what it corrects.
  const said = reference === '' ? [currency, expiresAt ?? null, reason, date ?? null] : [reference]
  const whose = JSON.stringify([login, ...said])
  const before = seen.get(whose)
  if (before && reference !== '') return `reference is that of line ${before.line}`
  const times = (before?.times ?? 0) + 1
  seen.set(whose, { line: before?.line ?? line, times })
  return {
    ...{ line, login, currency, points },
    ...(expiresAt !== undefined && { expiresAt }),
    reason: date === undefined ? reason : `${reason}@${new Date(date).toISOString().slice(0, 10)}`,
    key: `balance:${digest(said)}${times > 1 ? `:${times}` : ''}`,
  }
}

const digest = (said: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32)

export const awardCall = ({ currency, points, expiresAt, reason, key }: OldBalance): BackendCall => ({
  ...{ type: 'award', points: { [currency]: points }, reason, key },
  ...(expiresAt !== undefined && { expiresAt }),
})
