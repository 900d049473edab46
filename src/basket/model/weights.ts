/**
 * What training hands to a model: how much each item of a basket speaks for others. Row `r` belongs to `items[r]`; what
 * it speaks for stands in `targets` and `weights` from `starts[r]` to `starts[r + 1]`, the heaviest first.
 */
export interface Weights {
  /** The most bought first: their order is their popularity. */
  readonly items: readonly string[]
  /** As many as there are items. */
  readonly rows: number
  /** One more than rows. */
  readonly starts: Uint32Array
  /** Places in `items`. */
  readonly targets: Uint32Array
  /** Above zero. */
  readonly weights: Float32Array
}
