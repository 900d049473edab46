import type { Duration } from '../duration.js'
import type { Gift } from './benefit.js'
import type { Amounts } from './currency.js'

/** What redeemable points convert into. */
export interface Reward<C extends string = string> {
  readonly label?: string
  readonly costs: Amounts<C>
  readonly gives: Gift
  /** How many there are in all; any number unless said. */
  readonly stock?: number
  /** How many one member may have. */
  readonly limit?: { readonly most: number; readonly per: 'day' | 'month' | 'year' | 'ever' }
  /** How long its coupon code can be used; `P1Y` unless said. Only of a coupon. */
  readonly validFor?: Duration
}

export type Rewards = { readonly [name: string]: Reward }
