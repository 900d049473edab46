import type { SignedCoupon } from '../../core/points/signed-coupon.js'
import type { InputOfField } from '../../core/program/field.js'
import type { AgeBand } from '../../core/program/minors.js'
import type { Names } from '../../core/program/program.js'
import type { Act } from '../../core/subject/envelope.js'
import type { Outcome } from '../../core/subject/outcome.js'
import type { Refusal } from '../../core/subject/refusal.js'
import type { Settled } from '../settled.js'

type Show<T> = { [K in keyof T]: T[K] } & {}

/** What an offer is answered with: the input of each field's schema. */
export type Answers<N extends Names, Id extends keyof N['offers']> = Show<
  { [F in N['offers'][Id]['required'] & keyof N['fields']]?: InputOfField<N['fields'][F]> } & {
    [F in N['offers'][Id]['optional'] & keyof N['fields']]?: InputOfField<N['fields'][F]> | undefined
  }
>

/** Some answers, kept until the rest is there; `undefined` takes one back. */
export type PartOfAnswers<N extends Names, Id extends keyof N['offers']> = {
  readonly [F in keyof Answers<N, Id>]?: Answers<N, Id>[F] | undefined
}

/** Whether all of it was kept. What was not names its fields, and the rest is kept all the same. */
export type Kept = { readonly ok: true } | { readonly ok: false; readonly error: Refusal }

export interface AcceptOptions<Invites extends string = string> {
  /** Invitations and explicit consents that were ticked: purpose to fields. */
  readonly consents?: { readonly [P in Invites]?: readonly string[] } & {
    readonly [purpose: string]: readonly string[] | undefined
  }
  /** By what act the subject agreed; `button` unless said. */
  readonly by?: Act
  /** Where the offer asks it (`asksAge`): whether one is of age. */
  readonly age?: AgeBand
}

/** What came of an acceptance: durable on the device when it is returned. */
export type Accepted =
  | {
      readonly ok: true
      /** On the device, what an exchange gives is `pending` until the server has spoken. */
      readonly benefit: NonNullable<Outcome['benefit']>
      /** It was a step of a long ask: what the offer needs besides is still asked. */
      readonly begun?: true
      /** The server's answer; never rejects. It waits as long as the device is offline. Receive and choose settle at once. */
      readonly settled: Promise<Settled>
      /** Of an offer that `fits`: the coupon to hand out, signed in advance. It is told here alone, and kept nowhere. */
      readonly coupon?: SignedCoupon
    }
  | { readonly ok: false; readonly error: Refusal }
