/** One purchase of old, to measure by. */
export interface KnownBasket {
  /** Whose it is, by whatever name; empty where nobody knows: such a basket is never learned from. */
  readonly member: string
  /** In any order; repetitions count once. */
  readonly items: readonly string[]
  /** When it was bought: epoch milliseconds. */
  readonly instant: number
}
