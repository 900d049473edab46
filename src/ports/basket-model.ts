/** What may be suggested to a basket. */
export interface SimilarOptions {
  /** The items to choose among; all that the model knows unless said. The same list again is faster: it is remembered. */
  readonly among?: readonly string[]
  /** Never suggested, whatever fits. */
  readonly without?: readonly string[]
  /** How many at most; 10 unless said. */
  readonly top?: number
}

/** An item that goes with a basket. */
export interface Suggested {
  readonly item: string
  /** Higher fits better; it compares within one answer alone. */
  readonly score: number
  /** The items of the basket that speak for it most, the strongest first, at most two. */
  readonly because: readonly string[]
}

/** What goes with a basket, the best first. */
export interface Similar {
  /** `popularity` where the basket says nothing: it is empty, or nothing that may be suggested goes with it. */
  readonly by: 'basket' | 'popularity'
  readonly items: readonly Suggested[]
  /** How many different items of the basket the model knows, and how many it does not. */
  readonly known: number
  readonly unknown: number
}

/**
 * What goes with what, wherever it was learned. Its laws:
 *
 * - what is in the basket, or excluded, is never suggested, and nothing twice;
 * - the order and the repetitions of a basket's items change nothing;
 * - it answers any basket, however long or odd, and throws for none.
 */
export interface BasketModel {
  /** The program and its model that this was trained for. */
  readonly program: string
  readonly name: string
  similar(basket: readonly string[], options?: SimilarOptions): Similar
}
