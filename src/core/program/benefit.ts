import type { Amounts } from './currency.js'

interface Promised {
  /** One line in the subject's words: what one gets. */
  readonly says: string
  /** What it is worth in the program's money, where it has a price. */
  readonly worth?: number
  /** The ISO 8601 date by which it is given; at once unless said. */
  readonly by?: string
}

/** Something that is given and done. */
export interface Gift extends Promised {
  readonly benefit: 'coupon' | 'selection' | 'service' | 'access'
}

/** A draw: worth its prizes, divided by the expected entries. */
export interface Chance extends Promised {
  readonly benefit: 'chance'
  readonly by: string
  /** The value of all prizes together, in the program's money. */
  readonly prizes: number
  /** How many entries are expected. */
  readonly entries: number
}

/** Points, awarded by the server when the offer is accepted. */
export interface PointsBenefit<C extends string = string> extends Promised {
  readonly benefit: 'points'
  readonly points: Amounts<C>
}

/** What an offer gives. */
export type Benefit<C extends string = string> = Gift | Chance | PointsBenefit<C>

export type OneOrMore<Item> = Item | readonly Item[]
