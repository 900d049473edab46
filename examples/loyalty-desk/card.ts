import type { StatementLine } from 'evenhanded/server'

/** So many grains, and the instant that concerns them, in epoch milliseconds. */
export interface Dated {
  readonly amount: number
  readonly at: number
}

/** A purchase as the till wrote it down. */
export interface Receipt {
  readonly number: number
  readonly cents: number
  readonly at: number
  readonly returned: boolean
}

/** Something ordered for grains, and not fetched yet. */
export interface Order {
  readonly number: number
  readonly grains: number
  readonly until: number
  readonly state: 'open' | 'fetched' | 'let go'
}

/** What a reward brought: a code that can be handed in once. */
export interface Coupon {
  readonly code: string
  /** Of the redemption. */
  readonly key: string
  readonly reward: string
  readonly validUntil: number
  readonly state: 'issued' | 'redeemed' | 'void'
  readonly at: number
}

/** How far a member has come in this quarter. */
export interface Standing {
  readonly earned: number
  /** The first instant of the next quarter. */
  readonly ends: number
  readonly tier: { readonly name: string; readonly until: number | null } | null
}

/** A member's card, as the bakery's backend tells it beside what the client knows by itself. */
export interface Card {
  /** The desk's time. */
  readonly now: number
  readonly pending: readonly Dated[]
  readonly ending: readonly Dated[]
  readonly standing: Standing
  /** By reward, how many are left; `null` where there is any number. */
  readonly left: { readonly [reward: string]: number | null }
  readonly lines: readonly StatementLine[]
  readonly receipts: readonly Receipt[]
  readonly orders: readonly Order[]
  readonly coupons: readonly Coupon[]
}
