import type { Duration } from '../duration.js'

/** What makes a processing lawful (GDPR Art. 6 and 9). A purpose has one, and never swaps it. */
export type Basis = 'consent' | 'explicit-consent' | 'contract' | 'legitimate-interest' | 'legal-obligation'

/** Whether it rests on a consent, explicit or not; the other bases have exits of their own. */
export const isConsent = (of: { readonly basis: Basis } | undefined): boolean => of?.basis.endsWith('consent') === true

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
  /** How long values are kept once the exchange is over. */
  readonly retainFor?: Duration
  /** Through what the subject is reached, as in `email`. */
  readonly channel?: string
  /** The consent counts only once the identifier given with it is confirmed (double opt-in). */
  readonly confirm?: boolean
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
