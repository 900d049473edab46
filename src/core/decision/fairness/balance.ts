import type { Subject, Weighed } from '../../subject/subject.js'
import { inYear, toMills } from '../../subject/weighed.js'

/** What somebody gave and got in a year, in the program's money. */
export interface Balance {
  readonly gave: number
  readonly got: number
  /** Those in which something was given or got, the oldest first. */
  readonly months: readonly Weighed[]
}

/**
 * What was given and got in the last twelve months and in the one that has begun, as it was weighed when it happened: a
 * later change of the program changes none of it.
 *
 * @param now epoch milliseconds
 */
export function balanceOf({ weighed = [] }: Pick<Subject, 'weighed'>, now: number): Balance {
  const months = inYear(weighed, now)
  const sum = (part: 'gave' | 'got') => toMills(months.reduce((total, one) => total + one[part], 0))
  return { gave: sum('gave'), got: sum('got'), months }
}
