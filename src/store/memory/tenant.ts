import type { Json } from '../../core/json.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { Transfer } from '../../core/points/transfer.js'
import type { Notice } from '../../core/program/notice.js'
import type { Subject } from '../../core/subject/subject.js'
import type { HandingIn, KeptBatch } from '../../ports/coupon-batches.js'
import type { Block, Line, LogLine } from '../../ports/record.js'
import type { Proof, RequestKept, Suppression, Use } from '../../ports/registers.js'
import type { Committed, Entry, KeptRaffle } from '../../ports/store.js'
import { linesOrder, order } from '../lines-order.js'
import { type Logged, sealedEvents, transfersOf } from '../step.js'

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
  readonly feed: Entry[]
  /** In the order of calls; of one call, by subject and number. */
  readonly lines: Line[]
  readonly blocks: Block[]
  /** By hash. */
  readonly notices: Map<string, Notice>
  /** By hash. */
  readonly suppressions: Map<string, Suppression>
  readonly proofs: Map<string, Proof>
  /** By what is counted. */
  readonly uses: Map<string, Use>
  /** By id, in the order in which they came. */
  readonly requests: Map<string, RequestKept>
  /** Coupons that were signed in advance, by the batch's id. */
  readonly batches: Map<string, TenantBatch>
  /** What was handed in of batches that are forgotten, by offer, then by coupon. */
  readonly spent: Map<string, Map<string, { readonly redeemed: number; readonly worth: number }>>
}

export interface TenantBatch {
  kept: KeptBatch
  /** By number. */
  readonly handed: Map<number, HandingIn>
  readonly returned: Set<number>
}

export interface Kept {
  subject: Subject
  login: string | null
  key: string | null
  /** By field. */
  readonly identifiers: Map<string, string>
  /** By command: the hash, and the answer as text, so that nobody can change what was said. */
  readonly answers: Map<string, { readonly hash: string; readonly answer: string }>
  /** In the order in which they were booked. */
  readonly transfers: Transfer[]
  /** By version. */
  readonly log: LogLine[]
}

export const tenant = (): Tenant => ({
  subjects: new Map(),
  logins: new Map(),
  coupons: new Map(),
  counters: new Map(),
  entries: new Map(),
  raffles: new Map(),
  marks: new Map(),
  feed: [],
  lines: [],
  blocks: [],
  notices: new Map(),
  suppressions: new Map(),
  proofs: new Map(),
  uses: new Map(),
  requests: new Map(),
  batches: new Map(),
  spent: new Map(),
})

export const newcomer = (subject: Subject): Kept => ({
  subject,
  login: null,
  key: null,
  identifiers: new Map(),
  answers: new Map(),
  transfers: [],
  log: [],
})

/** Keeps what a command led to with its subject, and adds it to what happened in the call. */
export function write(id: string, kept: Kept, command: Committed, lines: Line[]): void {
  kept.answers.set(command.id.toLowerCase(), { hash: command.hash, answer: JSON.stringify(command.answer) })
  for (const one of transfersOf(command)) {
    const transfer = inSmallLetters(copied(one))
    kept.transfers.push(transfer)
    lines.push({ kind: 'transfer', subject: id, transfer })
  }
}

/** Keeps a line of a subject's log, and adds it to what happened in the call. */
export function writeLog(id: string, kept: Kept, [version, command]: Logged, at: number, lines: Line[]): void {
  const line: LogLine = copied({
    kind: 'log',
    subject: id,
    version,
    command: command.id.toLowerCase(),
    at,
    said: command.said,
    events: sealedEvents(command),
  })
  kept.log.push(line)
  lines.push(line)
}

/** Through JSON, as a database keeps it: nobody else can change it, and nothing stays that JSON can't tell. */
export const copied = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value & Json

const inSmallLetters = (transfer: Transfer): Transfer => ({
  ...transfer,
  key: transfer.key.toLowerCase(),
  ...(transfer.undoes !== undefined && { undoes: transfer.undoes.toLowerCase() }),
  ...(transfer.giver !== undefined && { giver: transfer.giver.toLowerCase() }),
})

/** Lets readers see what happened in a call. */
export function record({ lines, feed }: Tenant, happened: readonly Line[]): void {
  const ordered = [...happened].sort(linesOrder)
  lines.push(...ordered)
  for (const line of ordered) if (line.kind === 'transfer') feed.push({ subject: line.subject, ...line.transfer })
}

export const byAccount = (
  a: { readonly subject: string; readonly currency: string; readonly seq?: number },
  b: { readonly subject: string; readonly currency: string; readonly seq?: number },
): number => order(a.subject, b.subject) || order(a.currency, b.currency) || (a.seq ?? 0) - (b.seq ?? 0)
