/** What a bench came to; what `--json` writes. */
export interface Row {
  readonly name: string
  /** Medians, in `unit`. */
  readonly ours: number
  readonly reference: number
  readonly unit: string
  /** Ours divided by the reference. */
  readonly ratio: number
  /** The most that the ratio may be; of what has to be many, the least. Without it there is nothing to be met. */
  readonly goal: number | undefined
  readonly atLeast?: true
  readonly met: boolean | undefined
  /** The least and the most of all runs: what the table shows beside the median. */
  readonly spread: { readonly ours: Range; readonly reference: Range }
}

export type Range = readonly [least: number, most: number]

/** One run; it checks its own result, so that nothing fast and wrong is measured. */
export type Run = () => number | Promise<number>

export interface Comparison {
  readonly name: string
  readonly unit: string
  readonly ours: Run
  /** What it is held against: another way to do the same, or a budget. */
  readonly reference: Run | number
  /** The most that ours ÷ reference may be; with `atLeast` the least. */
  readonly goal: number
  readonly atLeast?: true
  /** How often each runs; at least five, unless every run gives the same. */
  readonly runs?: number
}

/**
 * Runs ours and the reference in turns, so that whatever else the machine does disturbs both alike.
 *
 * @param warmUps runs of both that come before and do not count
 */
export async function compare(comparison: Comparison, warmUps = 0): Promise<Row> {
  const { reference, runs = 5 } = comparison
  const other = typeof reference === 'number' ? () => reference : reference
  const ours: number[] = []
  const theirs: number[] = []
  for (let run = -warmUps; run < runs; run++) {
    const [mine, its] = [await comparison.ours(), await other()]
    if (run < 0) continue
    ours.push(mine)
    theirs.push(its)
  }
  return row({ ...comparison, ours, theirs })
}

/** A row of figures that were taken already, ours and the reference's in turns. */
export function row(taken: {
  readonly name: string
  readonly unit: string
  readonly goal: number | undefined
  readonly atLeast?: true
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}): Row {
  const { name, unit, goal, atLeast } = taken
  const [ours, reference] = [median(taken.ours), median(taken.theirs)]
  const ratio = ours === 0 ? 0 : ours / reference
  const spread = { ours: range(taken.ours), reference: range(taken.theirs) }
  const met = goal === undefined ? undefined : atLeast ? ratio >= goal : ratio <= goal
  return { name, ours, reference, unit, ratio, goal, ...(atLeast && { atLeast }), met, spread }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

const range = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)]
