import type { Duration } from '../duration.js'

/** What makes a processing lawful (GDPR Art. 6 and 9). A purpose has one, and never swaps it. */
export type Basis = 'consent' | 'explicit-consent' | 'contract' | 'legitimate-interest' | 'legal-obligation'

/** Whether it rests on a consent, explicit or not; the other bases have exits of their own. */
export const isConsent = (of: { readonly basis: Basis } | undefined): boolean =>
  of?.basis === 'consent' || of?.basis === 'explicit-consent'

/** Why data is processed. */
export interface Purpose {
  readonly label: string
  readonly basis: Basis
  /** Where its data is used; the server unless said. On the device nothing leaves it. */
  readonly on?: 'device' | 'server'
  /** The interest pursued, in the subject's words; a legitimate interest has to name it. */
  readonly interest?: string
  /** How long a consent holds. */
  readonly validFor?: Duration
  /** How long values are kept, from what `retainFrom` says. */
  readonly retainFor?: Duration
  /** Other spans for single fields. */
  readonly retain?: { readonly [field: string]: Duration }
  /**
   * What starts the span: that the value was `given`; or the `end` of the exchange (unless said): its raffle has closed,
   * what it gives was due, or, of a legal duty, the offer was left. Leaving ends everything but a legal duty at once.
   */
  readonly retainFrom?: 'given' | 'end'
  /** Through what the subject is reached, as in `email`. */
  readonly channel?: string
  /** The consent counts only once the identifier given with it is confirmed (double opt-in). */
  readonly confirm?: boolean
  /** After so long an unconfirmed consent lapses; `P14D` unless said. */
  readonly confirmWithin?: Duration
  /** After a refusal nobody is asked again for so long; `P30D` unless said, `P12M` where an incentive hangs on it. */
  readonly askAgain?: Duration
  /** Who takes part in it, by the names of the program's parties. */
  readonly parties?: readonly string[]
  /** It sells or shares data as Californian law means it, or advertises elsewhere: an opt-out signal ends it. */
  readonly sells?: boolean
  /** Counts up when the purpose means something else than before, so that everybody is asked anew; 1 unless said. */
  readonly meaning?: number
}

export type Purposes = { readonly [name: string]: Purpose }

/** The names of the purposes whose data stays on the device. */
export type OnDevice<P> = {
  [N in keyof P & string]: P[N] extends { readonly on: 'device' } ? N : never
}[keyof P & string]

/** The names of the purposes that the server performs. */
export type OnServer<P> = {
  [N in keyof P & string]: P[N] extends { readonly on: 'device' } ? never : N
}[keyof P & string]

/** The names of the purposes that rest on one of these bases. */
export type RestingOn<P, B extends Basis> = {
  [N in keyof P & string]: P[N] extends { readonly basis: B } ? N : never
}[keyof P & string]
