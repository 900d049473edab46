import { most16, mostSteps } from './layout.js'
import type { Weights } from './weights.js'

/** Weights as whole numbers: each is its row's step times a number of steps, in units that all rows share. */
export interface Quantised {
  readonly unit: number
  readonly counts: Uint16Array
  readonly steps: Uint16Array
  /** What rounds to nothing is left out. */
  readonly targets: readonly number[]
  readonly inSteps: readonly number[]
}

/** As exact as eight bits a weight and sixteen a row can be: a row's heaviest is met best. */
export function quantise({ rows, starts, targets, weights }: Weights): Quantised {
  const unit = heaviest(weights, 0, weights.length) / (mostSteps * most16) || 1
  const result = { unit, counts: new Uint16Array(rows), steps: new Uint16Array(rows) }
  const kept: { readonly target: number; readonly inSteps: number }[] = []
  for (let row = 0; row < rows; row++) {
    const [from, until] = [starts[row] as number, starts[row + 1] as number]
    const step = Math.min(most16, Math.max(1, Math.ceil(heaviest(weights, from, until) / unit / mostSteps)))
    const ofRow = []
    for (let at = from; at < until; at++) {
      const inSteps = Math.min(mostSteps, Math.round((weights[at] as number) / unit / step))
      if (inSteps > 0 && targets[at] !== row) ofRow.push({ target: targets[at] as number, inSteps })
    }
    kept.push(...ofRow.sort((a, b) => a.target - b.target))
    result.counts[row] = ofRow.length
    result.steps[row] = step
  }
  return { ...result, targets: kept.map(({ target }) => target), inSteps: kept.map(({ inSteps }) => inSteps) }
}

function heaviest(weights: Float32Array, from: number, until: number): number {
  let most = 0
  for (let at = from; at < until; at++) most = Math.max(most, weights[at] as number)
  return most
}
