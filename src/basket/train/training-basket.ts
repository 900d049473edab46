/** One purchase of a member, to learn from. */
export interface TrainingBasket {
  /** Whose it is, by any name that tells members apart; it is used to count members alone, and never kept. */
  readonly member: string
  /** What was bought, as ids; what is said twice counts once. */
  readonly items: readonly string[]
}
