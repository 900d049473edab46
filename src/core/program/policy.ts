import type { Duration } from '../duration.js'
import type { Period } from '../points/calendar.js'
import type { Amounts } from './currency.js'
import type { DataValue } from './data-value.js'

/** The most that one member gets by one rule in a period of the programme's calendar. */
export interface Cap<C extends string = string> {
  readonly per: Period | 'ever'
  readonly most: Amounts<C>
}

/** What may be taken back of points that were spent already. */
export type Returns = 'refuse' | 'pending' | 'balance' | 'debt'

/** How many points of respect may pass between people in a day. */
export interface RespectLimits {
  /** The most that one member gives in a day. */
  readonly givesPerDay?: number
  /** The most that one member gives to the same person in a day. */
  readonly givesToOnePerDay?: number
  /** The most that counts for one member in a day; the rest is kept and counts once something of that day is revoked. */
  readonly receivesPerDay?: number
}

/** The most that an offer's coupons may come to that are signed in advance, for whoever it may be. */
export interface CouponPolicy {
  /** What those may cost that are out or were handed in, at the worth of each, in the program's money. */
  readonly budget?: number
  /** By coupon, how many may be out or handed in. */
  readonly stock?: { readonly [coupon: string]: number }
}

/** What only the server may know. It never reaches a device. */
export interface Policy<C extends string = string> {
  /** The most that one award by the backend may give, per currency: a bound against slips. */
  readonly maxAward?: Amounts<C>
  /** By earning rule. */
  readonly caps?: { readonly [rule: string]: readonly Cap<C>[] }
  /**
   * By currency, what a reversal takes where the points do not reach: nothing and a refusal; what is pending alone;
   * what the balance holds, the rest told as shortfall (unless said); or a debt, down to `floor`.
   */
  readonly returns?: { readonly [N in C]?: Returns }
  /** By currency, how far below zero a debt may go; without bound unless said. */
  readonly floor?: Amounts<C>
  readonly respect?: { readonly [N in C]?: RespectLimits }
  readonly budgets?: {
    /** The most points that a campaign adds. */
    readonly campaigns?: { readonly [campaign: string]: number }
    /** The most that a reward may cost in all, at its `worth`, in the program's money. */
    readonly rewards?: { readonly [reward: string]: number }
  }
  /** By offer that gives fitting coupons; without bound unless said. What is over or was given back counts no more. */
  readonly coupons?: { readonly [offer: string]: CouponPolicy }
  /** By currency, what the books need: the stand-alone price of a point, and the share that will be redeemed. */
  readonly books?: { readonly [N in C]?: { readonly price: number; readonly redeemed: number } }
  /** What stays of somebody erased, and for how long; three years each unless said, `P0D` for nothing. */
  readonly erasure?: {
    /** That they may not be imported again: keyed hashes of their login and their identifiers. */
    readonly suppressFor?: Duration
    /** Sealed proof of what they had agreed to, with the identifiers that it was agreed under. */
    readonly proofFor?: Duration
  }
  /** What a partner pays, and is paid, for one point, in the program's money. */
  readonly partners?: { readonly [partner: string]: { readonly price: number } }
  /** What the data of one consumer are worth; a Notice of Financial Incentive can't be written without (11 CCR 7016). */
  readonly dataValue?: DataValue
}
