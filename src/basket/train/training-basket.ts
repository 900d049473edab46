/** One purchase of a member, to learn from. */
export interface TrainingBasket {
  /**
   * Whose it is, by any name that tells members apart; it is used to count members alone, and never kept. Of an empty
   * one nobody is known, and nothing is learned.
   */
  readonly member: string
  /** What was bought, as ids; what is said twice counts once. From more than 500 different ones nothing is learned. */
  readonly items: readonly string[]
}
