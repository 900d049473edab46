import type { Json } from '../json.js'
import type { AgeBand } from '../program/minors.js'
import type { Appraisal } from './appraisal.js'
import type { BackendCommand } from './backend/backend-command.js'
import type { Answers, Envelope, Evidence, Fields } from './envelope.js'

/** Takes up an offer. Answers are the *input* of each field's schema. */
export interface Accept extends Envelope {
  readonly type: 'accept'
  readonly offer: string
  readonly answers: Answers
  /** Invitations and explicit consents that were ticked: purpose to fields. */
  readonly consents: { readonly [purpose: string]: Fields }
  /** Where the program has a rule for minors: what one says of one's age, with the first offer that asks it. */
  readonly age?: AgeBand
  /** Of an offer that `fits`: the name of the coupon that is handed out with it. */
  readonly coupon?: string
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
  /** Coupons that were issued stay good for whoever holds them; else they end with their owner. */
  readonly bearer?: boolean
}
/** The browser asks not to be sold or tracked: Global Privacy Control. */
export interface Signal extends Envelope {
  readonly type: 'signal'
  readonly signal: 'gpc'
}
/** The right to restriction (GDPR Art. 18): what is known stays, and is used for nothing until it is lifted. */
export interface Restrict extends Envelope {
  readonly type: 'restrict' | 'unrestrict'
}
/** Somebody says in which band their age is, and nothing finer. */
export interface DeclareAge extends Envelope {
  readonly type: 'declare-age'
  readonly band: AgeBand
}

/** Was it worth it? Said once an offer was accepted; said again, the later word counts. */
export interface Appraise extends Envelope {
  readonly type: 'appraise'
  readonly offer: string
  readonly worth: Appraisal
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
  | Signal
  | Restrict
  | DeclareAge
  | Appraise

export type Command = SubjectCommand | BackendCommand
