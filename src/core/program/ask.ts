import type { Amounts } from './currency.js'

/** An ask or offer that hangs on earlier answers: each named field has (one of) these values. */
export type Condition<F extends string = string> = {
  readonly [N in F]?: string | number | boolean | readonly (string | number | boolean)[]
}

interface Reasoned<F extends string> {
  /** The reason, in the subject's words. */
  readonly because: string
  readonly when?: Condition<F>
}

/** Needed for what the offer gives; rests on the offer's purpose unless it names one. */
export interface RequiredAsk<F extends string = string, P extends string = string> extends Reasoned<F> {
  readonly optional?: false
  readonly for?: P
}

/** Welcome, not needed: it names a purpose of its own that rests on consent. */
export interface OptionalAsk<F extends string = string, P extends string = string> extends Reasoned<F> {
  readonly optional: true
  readonly for: P
}

/** An optional ask may be rewarded: once per subject and field, ever. */
export interface PaidAsk<F extends string = string, P extends string = string, C extends string = string>
  extends OptionalAsk<F, P> {
  readonly points?: Amounts<C>
}

/** A special field: its purpose rests on explicit consent, and nothing else will do. */
export interface SpecialAsk<F extends string = string, P extends string = string> extends Reasoned<F> {
  readonly optional?: boolean
  readonly for: P
}

/** Any ask, as the code reads it once the program is defined; a string is the reason alone. */
export interface Ask {
  readonly because: string
  readonly optional?: boolean
  readonly for?: string
  readonly when?: Condition
  readonly points?: Amounts
}

/** An ask in its long form. */
export const askOf = (given: string | Ask): Ask => (typeof given === 'string' ? { because: given } : given)

export type Asks = { readonly [field: string]: string | Ask }
