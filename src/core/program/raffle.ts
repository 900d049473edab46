import type { Amounts } from './currency.js'

/** What can be won, and how often. */
export interface Prize {
  readonly says: string
  readonly count: number
}

/** A draw that anybody can check afterwards. Accepting its offer is an entry, and free. */
export interface Raffle<O extends string = string, C extends string = string> {
  readonly label: string
  readonly offer: O
  /** The last day on which one can enter, in the programme's time zone. */
  readonly closes: string
  readonly prizes: readonly Prize[]
  /** What a further entry costs; none are sold unless said. */
  readonly ticket?: Amounts<C>
  /** The most entries of one member; one unless said. */
  readonly most?: number
}

export type Raffles = { readonly [name: string]: Raffle }
