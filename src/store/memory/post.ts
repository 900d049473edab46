import { book } from '../../core/points/book.js'
import { enter, leave } from '../../core/points/movement.js'
import type { Draft } from '../../core/points/transfer.js'
import { put } from '../../core/subject/remember.js'
import { accountOf } from '../../core/subject/subject.js'
import type { Line } from '../../ports/record.js'
import type { Post } from '../../ports/store.js'
import { copied, type Kept, type Tenant, write } from './tenant.js'

const aMinute = 60_000

/** Books what needs no decision, or writes nothing. What it books is added to `lines`. */
export function post(tenant: Tenant, one: Post, now: number, lines: Line[]): 'posted' | 'decide' {
  const id = (one.login === undefined ? undefined : tenant.logins.get(one.login)) ?? one.subject.toLowerCase()
  const kept = tenant.subjects.get(id)
  if (!kept || !isPlain(kept, one) || Math.abs(one.at - now) > aMinute) return 'decide'
  const draft = draftOf(kept, one, now)
  if (!draft) return 'decide'
  const transfer = { ...draft, key: one.key }
  const account = book(accountOf(kept.subject, one.currency), copied(transfer))
  kept.subject = put(kept.subject, 'points', one.currency, account)
  const { key, hash, answer } = one
  const events = [{ type: 'booked', transfer }] as const
  write(id, kept, { id: key, hash, answer, logged: false, said: null, events }, lines)
  return 'posted'
}

function isPlain({ subject, answers }: Kept, { key, currency }: Post): boolean {
  const { seq, status, debt, holds } = accountOf(subject, currency)
  const isOpen = subject.erasedAt === null && seq > 0 && status === 'open'
  return isOpen && debt === 0 && holds.length === 0 && !answers.has(key.toLowerCase())
}

/** What deciding would have booked at the store's own time; nothing where it would have refused. */
function draftOf({ subject }: Kept, one: Post, now: number): Draft | undefined {
  const { currency, amount, reason, code, actor, kind, lot } = one
  const account = accountOf(subject, currency)
  const why = { currency, amount, at: now, reason, ...(code !== undefined && { code }), ...(actor && { actor }) }
  if (kind === 'redeem') {
    const left = leave(account, 'redeem', why)
    return left.ok ? left.value : undefined
  }
  if (!lot || account.balance + amount > Number.MAX_SAFE_INTEGER) return undefined
  return enter(account, 'award', why, lot.availableAt === one.at ? { ...lot, availableAt: now } : lot)
}
