import type { ModelFacts } from './trained-model.js'

/**
 * What a model's bytes say. Row `r` belongs to `items[r]`; what it speaks for stands in `targets` and `weights` from
 * `starts[r]` to `starts[r + 1]`, the targets rising.
 */
export interface Contents {
  readonly facts: ModelFacts
  readonly checksum: string
  /** All different, the most bought first. */
  readonly items: readonly string[]
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  /** Whole and above zero, so that sums are exact in any order; times `unit` they are what training found. */
  readonly weights: Uint32Array
  readonly unit: number
}
