import type { Amounts } from './currency.js'

/** What only the server may know. It never reaches a device. */
export interface Policy<C extends string = string> {
  /** The most that one award by the backend may give, per currency: a bound against slips. */
  readonly maxAward?: Amounts<C>
}
