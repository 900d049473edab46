import type { Duration } from '../duration.js'
import type { Amounts } from './currency.js'

interface Rule<C extends string> {
  readonly label: string
  readonly gives: Amounts<C>
  /** How long the points are pending, as for the time in which goods may be returned; not at all unless said. */
  readonly availableAfter?: Duration
  /** Whether they count towards tiers; of an amount they do unless said, else not. */
  readonly qualifies?: boolean
}

/** For each whole `per` of an amount, rounded down: 12.90 with `per: 100` gives twelve times. */
export interface AmountRule<C extends string = string> extends Rule<C> {
  readonly on: 'amount'
  /** In the smallest unit of the program's money: cents. */
  readonly per: number
}

/** For a field that was asked optionally and answered: once per subject, ever. */
export interface FieldRule<C extends string = string, F extends string = string> extends Rule<C> {
  readonly on: 'field'
  readonly field: F
}

/** For each deed that the backend reports. */
export interface DeedRule<C extends string = string, D extends string = string> extends Rule<C> {
  readonly on: 'deed'
  readonly deed: D
}

/** How points are earned. */
export type EarnRule<C extends string = string, F extends string = string, D extends string = string> =
  | AmountRule<C>
  | FieldRule<C, F>
  | DeedRule<C, D>

export type EarnRules = { readonly [name: string]: EarnRule }

/** What a member can do that a program counts. */
export interface Deed {
  readonly label: string
}

export type Deeds = { readonly [name: string]: Deed }

/** More points for a while. They stand in the ledger apart from what the rule gives, and don't count towards tiers. */
export interface Campaign<R extends string = string> {
  readonly label: string
  readonly rules: readonly R[]
  /** Above 1: 2 doubles. What it adds is rounded down. */
  readonly times: number
  /** The first and the last day, in the programme's time zone. */
  readonly from: string
  readonly until: string
}

export type Campaigns = { readonly [name: string]: Campaign }
