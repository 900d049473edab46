import type { Json } from '../../core/json.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { Transfer } from '../../core/points/transfer.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Committed, Entry, KeptRaffle } from '../../ports/store.js'
import { transfersOf } from '../step.js'

/** Everything of one tenant. Ids are small letters, as a database writes them. */
export interface Tenant {
  readonly subjects: Map<string, Kept>
  readonly logins: Map<string, string>
  /** By code. */
  readonly coupons: Map<string, { readonly subject: string; coupon: Coupon }>
  readonly counters: Map<string, number>
  /** By raffle, then by ticket, whose it is. */
  readonly entries: Map<string, Map<string, string>>
  readonly raffles: Map<string, KeptRaffle>
  readonly marks: Map<string, string>
  /** In the order of calls; of one call, by subject, currency and number. */
  readonly feed: Booked[]
}

export interface Kept {
  subject: Subject
  login: string | null
  /** By command: the hash, and the answer as text, so that nobody can change what was said. */
  readonly answers: Map<string, { readonly hash: string; readonly answer: string }>
  /** In the order in which they were booked. */
  readonly transfers: Transfer[]
}

export type Booked = Entry

export const tenant = (): Tenant => ({
  subjects: new Map(),
  logins: new Map(),
  coupons: new Map(),
  counters: new Map(),
  entries: new Map(),
  raffles: new Map(),
  marks: new Map(),
  feed: [],
})

/** Keeps what a command led to with its subject, and adds it to what was booked in the call. */
export function write(id: string, kept: Kept, command: Committed, booked: Booked[]): void {
  kept.answers.set(command.id.toLowerCase(), { hash: command.hash, answer: JSON.stringify(command.answer) })
  for (const one of transfersOf(command)) {
    const transfer = inSmallLetters(copied(one))
    kept.transfers.push(transfer)
    booked.push({ subject: id, ...transfer })
  }
}

/** Through JSON, as a database keeps it: nobody else can change it, and nothing stays that JSON can't tell. */
export const copied = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value & Json

const inSmallLetters = (transfer: Transfer): Transfer => ({
  ...transfer,
  key: transfer.key.toLowerCase(),
  ...(transfer.undoes !== undefined && { undoes: transfer.undoes.toLowerCase() }),
  ...(transfer.giver !== undefined && { giver: transfer.giver.toLowerCase() }),
})

/** Lets readers of the feed see what a call booked. */
export function record({ feed }: Tenant, booked: readonly Booked[]): void {
  feed.push(...[...booked].sort(byAccount))
}

export const byAccount = (
  a: { readonly subject: string; readonly currency: string; readonly seq?: number },
  b: { readonly subject: string; readonly currency: string; readonly seq?: number },
): number => order(a.subject, b.subject) || order(a.currency, b.currency) || (a.seq ?? 0) - (b.seq ?? 0)

export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
