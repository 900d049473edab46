import type { Condition } from './ask.js'
import type { Amounts } from './currency.js'
import type { Principle } from './offer.js'

/**
 * People who have something in common, by a rule that everybody can read. A field is read for it under `for` alone
 * (law 4), and a special one only where that rests on explicit consent.
 */
export interface Segment<F extends string = string, P extends string = string, C extends string = string> {
  readonly label: string
  /** The purpose under which its fields are read; needed where it reads any. */
  readonly for?: P
  /** Each named field has (one of) these values. */
  readonly where?: Condition<F>
  /** Has come at least so far: has accepted an offer of this stage or a later one. */
  readonly stage?: Principle
  /** Has at least so many points. */
  readonly atLeast?: Amounts<C>
  /** What these people mind more than others do, from 0 to 1; it only raises. */
  readonly sensitivity?: { readonly [N in F]?: number }
}

export type Segments = { readonly [name: string]: Segment }
