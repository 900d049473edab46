import type { Gift } from './benefit.js'
import type { Amounts } from './currency.js'

/** What redeemable points convert into. */
export interface Reward<C extends string = string> {
  readonly label?: string
  readonly costs: Amounts<C>
  readonly gives: Gift
}

export type Rewards = { readonly [name: string]: Reward }
