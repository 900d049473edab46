/** How much items speak for others; of item `i` from `starts[i]` to `starts[i + 1]`, in any order. */
export interface Speaking {
  readonly starts: Uint32Array
  /** Places among the items. */
  readonly targets: Uint32Array
  readonly weights: Float64Array
}
