/**
 * How the value of data was found: the eight methods of 11 CCR 7081(a), in its order: what one more consumer's data
 * bring, what they bring on average, all of it by all consumers, the revenue, what the data cost, what the incentive
 * costs, the profit, or another practical and reliable one.
 */
export type ValueMethod =
  | 'marginal'
  | 'average'
  | 'aggregate'
  | 'revenue'
  | 'data-expenses'
  | 'incentive-expenses'
  | 'profit'
  | 'other'

/** What the data of one consumer are worth to the business: a good-faith estimate. */
export interface DataValue {
  /** In the program's money. */
  readonly estimate: number
  readonly per: 'consumer' | 'consumer-year' | 'consumer-month'
  readonly method: ValueMethod
  /** The ISO 8601 date on which it was estimated. */
  readonly asOf: string
  /** How it was reckoned, in the reader's words. */
  readonly explains?: string
}
