import type { Market } from '../../core/program/market.js'
import { type RequestKind, requestKinds } from '../../core/rights/request-kind.js'

export const isKind = (kind: unknown): kind is RequestKind => requestKinds.includes(kind as RequestKind)

/** A request of a subject, from its receipt to its answer. Instants are epoch milliseconds. */
export interface SubjectRequest {
  readonly id: string
  readonly kind: RequestKind
  /** `null` where it is not known whose it is. */
  readonly subject: string | null
  /** By whose rule it is answered; `null`: the strictest. */
  readonly market: Market | null
  /** How it came: `client`, `letter`, `mail`, `phone`, `desk`. */
  readonly medium: string
  readonly receivedAt: number
  /** Who wrote it down, as in `staff:17`. */
  readonly actor: string | null
  /** Where it is kept, as in `box 3/112`. */
  readonly evidence: string | null
  /** In the asker's own words; sealed where it is stored, as are all words here. */
  readonly says: string | null
  /** It has to be answered before this instant: the first after the last day. */
  readonly due: number
  /** Where that deadline stands in the law. */
  readonly source: string
  readonly overdue: boolean
  readonly extended: { readonly at: number; readonly actor: string | null; readonly reason: string } | null
  readonly closed: { readonly at: number; readonly actor: string | null; readonly answer: string } | null
}

/** Why something can't be done to a request. */
export interface RequestRefusal {
  readonly code: 'unknown_request' | 'already_closed' | 'already_extended' | 'too_late' | 'no_subject'
  readonly message: string
}

export type RequestAnswer =
  | { readonly ok: true; readonly request: SubjectRequest }
  | { readonly ok: false; readonly error: RequestRefusal }

export const requestWords: { readonly [code in RequestRefusal['code']]: string } = {
  unknown_request: 'There is no such request. Look into server.requests.list({ all: true }).',
  already_closed: 'This request was answered. Open another where more is asked.',
  already_extended: 'This request was extended before, and the law allows it once. Answer it.',
  too_late: 'The time for an answer is over, and the law allows no extension any more. Answer it.',
  no_subject: 'Nobody is known by this name. Leave `who` out where it is not known who asks.',
}
