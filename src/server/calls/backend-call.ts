import type { Json } from '../../core/json.js'
import type { InputOfField } from '../../core/program/field.js'
import type { AgeBand } from '../../core/program/minors.js'
import type { Names } from '../../core/program/program.js'
import type { Act } from '../../core/subject/envelope.js'
import type { Outcome } from '../../core/subject/outcome.js'
import type { Refusal } from '../../core/subject/refusal.js'
import type { LedgerCall } from './ledger-call.js'

/** Who acted for the subject, through what, and where the proof of it lies. */
export interface By {
  /** As in `staff:17`. */
  readonly actor?: string
  /** As in `paper`, `phone`, `file`. */
  readonly medium?: string
  /** As in `box 3/112` or `orders.tsv, line 17`. */
  readonly evidence?: string
  /** SHA-256 of the printed notice or form that lay before them, as lower-case hex. */
  readonly printed?: string
  /** When it was said, epoch milliseconds; now unless said. */
  readonly givenAt?: number
  /** Where; the first touchpoint that the offer is made at unless said. */
  readonly touchpoint?: string
}

type Show<T> = { [K in keyof T]: T[K] } & {}
type Fields<N extends Names> = keyof N['fields'] & string
type Offer<N extends Names> = keyof N['offers'] & string

/** Values of fields: the input of each one's schema. */
export type Values<N extends Names> = { readonly [F in Fields<N>]?: InputOfField<N['fields'][F]> }

/** What an offer is answered with: the input of each field's schema. */
export type OfferAnswers<N extends Names, Id extends keyof N['offers']> = Show<
  { [F in N['offers'][Id]['required'] & keyof N['fields']]?: InputOfField<N['fields'][F]> } & {
    [F in N['offers'][Id]['optional'] & keyof N['fields']]?: InputOfField<N['fields'][F]> | undefined
  }
>

/** Purpose to fields, as they were ticked. */
export type TickedConsents<Invites extends string = string> = { readonly [P in Invites]?: readonly string[] } & {
  readonly [purpose: string]: readonly string[] | undefined
}

interface MayBeKeyed {
  readonly key?: string
}

/** What somebody wants of their own data; `by` says that staff wrote it down for them. */
interface OnBehalf extends MayBeKeyed {
  readonly by?: By
}

/** An offer was taken up elsewhere: at the desk, on paper, by phone. */
export interface AcceptCall<N extends Names = Names, Id extends Offer<N> = Offer<N>> extends MayBeKeyed {
  readonly type: 'accept'
  readonly offer: Id
  readonly answers: OfferAnswers<N, Id>
  readonly consents?: TickedConsents<N['offers'][Id]['invites']>
  readonly by: By
}
/** A member of old: the contract's ground for what the offer needs, and no consent to anything. */
export interface EnrolCall<N extends Names = Names> extends MayBeKeyed {
  readonly type: 'enrol'
  readonly offer: Offer<N>
  /** What was known of them: each is taken where a ground holds its field, and where it is not known here. */
  readonly answers?: Values<N>
  readonly by: By
}
/** What somebody had agreed to, refused or withdrawn elsewhere and before. */
export interface AttestCall<N extends Names = Names> extends MayBeKeyed {
  readonly type: 'attest'
  readonly status: 'granted' | 'refused' | 'withdrawn'
  readonly purpose: N['purposes']
  readonly fields: readonly Fields<N>[]
  /** What was given with it, of these fields. */
  readonly answers?: Values<N>
  /** By what act of theirs. A consent needs one; a no does not. */
  readonly act?: Exclude<Act, 'import'>
  /** What was shown: the words themselves, or their SHA-256 in lower-case hex. A consent needs it. */
  readonly notice?: { readonly text: string; readonly language?: string } | { readonly hash: string }
  /** The identifiers among the fields were confirmed then (double opt-in). */
  readonly confirmed?: boolean
  /** A consent needs `givenAt`, and `evidence`: where its proof lies. */
  readonly by: By
}
/** An identifier was proven to be the subject's. */
export interface ConfirmCall<N extends Names = Names> extends MayBeKeyed {
  readonly type: 'confirm'
  readonly field: Fields<N>
  /** What was proven: the field's input, as the mail was sent to it. */
  readonly value: Json
}
export interface WithdrawCall<N extends Names = Names> extends OnBehalf {
  readonly type: 'withdraw'
  readonly purpose: N['purposes']
  readonly fields?: readonly Fields<N>[]
}
export interface ObjectCall<N extends Names = Names> extends OnBehalf {
  readonly type: 'object'
  readonly purpose: N['purposes']
}
export interface LeaveCall<N extends Names = Names> extends OnBehalf {
  readonly type: 'leave'
  readonly offer: Offer<N>
}
export interface RectifyCall<N extends Names = Names, F extends Fields<N> = Fields<N>> extends OnBehalf {
  readonly type: 'rectify'
  readonly field: F
  readonly value: InputOfField<N['fields'][F]>
}
/** Something was seen that a membership said it would record (`observes`): the whole value, in place of what was known. */
export interface ObserveCall<N extends Names = Names, F extends Fields<N> = Fields<N>> extends OnBehalf {
  readonly type: 'observe'
  readonly field: F
  readonly value: InputOfField<N['fields'][F]>
  /** An opaque reference to where it was seen, as in `order:4711`; the same as `by.evidence`. */
  readonly reason?: string
}
export interface EraseCall extends OnBehalf {
  readonly type: 'erase'
  /** Coupons stay good for whoever holds them. */
  readonly bearer?: boolean
}
/** What is known is used for nothing until it is lifted (GDPR Art. 18). */
export interface RestrictCall extends OnBehalf {
  readonly type: 'restrict' | 'unrestrict'
}
/** In which band somebody says that their age is. */
export interface DeclareAgeCall extends OnBehalf {
  readonly type: 'declare-age'
  readonly band: AgeBand
}
/** An offer was shown to somebody elsewhere, put aside, or said no to; `by.touchpoint` says where. */
export interface SeenCall<N extends Names = Names> extends OnBehalf {
  readonly type: 'shown' | 'dismiss' | 'decline'
  readonly offer: Offer<N>
  readonly by: By
}
/** In which band it is, proven. */
export interface ProveAgeCall extends MayBeKeyed {
  readonly type: 'prove-age'
  readonly band: AgeBand
  /** As in `staff:17`. */
  readonly actor: string
  /** An opaque reference to the proof, as in `case:88`. Never free text about a person. */
  readonly reason: string
}

/** What the site's backend may say of one person. */
export type BackendCall<N extends Names = Names> =
  | AcceptCall<N>
  | EnrolCall<N>
  | AttestCall<N>
  | ConfirmCall<N>
  | WithdrawCall<N>
  | ObjectCall<N>
  | LeaveCall<N>
  | RectifyCall<N>
  | ObserveCall<N>
  | EraseCall
  | RestrictCall
  | DeclareAgeCall
  | ProveAgeCall
  | SeenCall<N>
  | LedgerCall<N>

/** What came of one call. */
export type BackendAnswer =
  | {
      readonly ok: true
      readonly outcome: Outcome
      /** The subject that it was done to; `null` where that has been erased since, or it concerns nobody. */
      readonly subject: string | null
      /** It was asked before: this is the first answer again, and nothing was done. */
      readonly known: boolean
    }
  | { readonly ok: false; readonly error: Refusal; readonly known: boolean }
