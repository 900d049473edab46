import type { Json } from '../json.js'

/** By what act a subject agreed. */
export type Act = 'tick' | 'save' | 'button' | 'signal' | 'staff' | 'import'

/** What was shown, by which act it was agreed to, and, for staff and imports, by whom and where the proof lies. */
export interface Evidence {
  readonly act: Act
  readonly notice: {
    readonly hash: string
    readonly version: number
    readonly language: string
    readonly variant?: string
  }
  /** Who acted for the subject, as in `staff:17`. */
  readonly actor?: string
  /** As in `paper`, `phone`, `file`. */
  readonly medium?: string
  /** Where the proof lies, as in `box 3/112` or `orders.tsv, line 17`. */
  readonly reference?: string
}

interface Envelope {
  /** A UUID, made by the sender. A replay returns the first outcome. */
  readonly id: string
  /** Whose command it is; `null` until an exchange has made a subject. */
  readonly subject: string | null
  /** The sender's clock, epoch milliseconds: when it was said, which may be long before it arrives. */
  readonly at: number
  readonly touchpoint: string
  /** The version of the subject that the sender had seen: a grant never lifts a withdrawal it did not know of. */
  readonly seen: number
  /** The sender's own commands before this one that had no answer yet. */
  readonly own?: readonly string[]
}

type Answers = { readonly [field: string]: Json }
type Fields = readonly string[]

/** Takes up an offer. Answers are the *input* of each field's schema. */
export interface Accept extends Envelope {
  readonly type: 'accept'
  readonly offer: string
  readonly answers: Answers
  /** Invitations and explicit consents that were ticked: purpose to fields. */
  readonly consents: { readonly [purpose: string]: Fields }
  readonly evidence: Evidence
}
export interface Decline extends Envelope {
  readonly type: 'decline'
  readonly offer: string
  readonly evidence: Evidence
}
export interface Dismiss extends Envelope {
  readonly type: 'dismiss'
  readonly offer: string
}
export interface Shown extends Envelope {
  readonly type: 'shown'
  readonly offer: string
}
/** A value seen in passing. It stays on the device. */
export interface Observe extends Envelope {
  readonly type: 'observe'
  readonly field: string
  readonly value: Json
}
/** The exit of consent. */
export interface Withdraw extends Envelope {
  readonly type: 'withdraw'
  readonly purpose: string
  readonly fields?: Fields
}
/** The exit of legitimate interest (GDPR Art. 21). */
export interface Objection extends Envelope {
  readonly type: 'object'
  readonly purpose: string
}
/** The exit of contract. */
export interface Leave extends Envelope {
  readonly type: 'leave'
  readonly offer: string
}
export interface Rectify extends Envelope {
  readonly type: 'rectify'
  readonly field: string
  readonly value: Json
}
export interface Redeem extends Envelope {
  readonly type: 'redeem'
  readonly reward: string
}
export interface Erase extends Envelope {
  readonly type: 'erase'
}

/** The backend's own: a member of old, with the contract's ground and no consent to anything. */
export interface Enrol extends Envelope {
  readonly type: 'enrol'
  readonly offer: string
  readonly evidence: Evidence
}
/** The backend's own: points for a deed. */
export interface Award extends Envelope {
  readonly type: 'award'
  readonly points: { readonly [currency: string]: number }
  /** An opaque reference, as in `order:4711`. */
  readonly reason: string
  readonly actor?: string
  /** The subject whose word the award rests on; nobody awards themselves. */
  readonly giver?: string
  /** When they can be spent, epoch milliseconds; at once unless said. */
  readonly availableAt?: number
}
/** The backend's own: the deed was undone; points go back as far as the balance reaches. */
export interface Reverse extends Envelope {
  readonly type: 'reverse'
  readonly points: { readonly [currency: string]: number }
  readonly reason: string
  readonly actor?: string
}
/**
 * The backend's own: an identifier was proven to be the subject's (the link in a mail was followed). It says which
 * value was proven: it may have been corrected since the mail was sent.
 */
export interface Confirm extends Envelope {
  readonly type: 'confirm'
  readonly field: string
  readonly value: Json
}

/** What a subject's own device may say. */
export type SubjectCommand =
  | Accept
  | Decline
  | Dismiss
  | Shown
  | Observe
  | Withdraw
  | Objection
  | Leave
  | Rectify
  | Redeem
  | Erase

/** What only the site's backend may say. */
export type BackendCommand = Enrol | Award | Reverse | Confirm

export type Command = SubjectCommand | BackendCommand
