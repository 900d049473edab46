import { EvenhandedError, type Issue } from '../error.js'
import type { Appraisal } from '../subject/appraisal.js'
import type { SilentCell } from './silent-cells.js'

/** What was learned from what many said and did, in counts alone: no person is in it. */
export interface Learned {
  /** By offer: what it was worth to those who have accepted it. */
  readonly worth?: { readonly [offer: string]: AppraisedWorth }
  /** Where hardly anybody accepted an offer, from `silentCells`: there it is no longer proposed by itself. */
  readonly silent?: readonly SilentCell[]
}

/** The answers to "was it worth it?". */
export interface AppraisedWorth {
  /** How many people have answered. */
  readonly answers: number
  /** The answer in the middle; of two in the middle the lower. */
  readonly median: Appraisal
}

const order: readonly Appraisal[] = ['nothing', 'less', 'even', 'more']

/**
 * The median of the answers to one offer, from counts by answer; `undefined` where nobody has answered. One answer per
 * person: the last they gave.
 *
 * @throws EvenhandedError `bad_counts`, with an issue per answer that is not counted in whole numbers, zero or above
 *
 * @example
 * medianWorth({ less: 4, even: 12, more: 9 }) // { answers: 25, median: 'even' }
 */
export function medianWorth(counts: { readonly [answer in Appraisal]?: number }): AppraisedWorth | undefined {
  check(counts)
  const answers = order.reduce((sum, answer) => sum + (counts[answer] ?? 0), 0)
  let passed = 0
  for (const median of order) {
    passed += counts[median] ?? 0
    if (passed > 0 && passed * 2 >= answers) return { answers, median }
  }
  return undefined
}

function check(counts: { readonly [answer in Appraisal]?: number }): void {
  const issues = order.flatMap((answer): Issue[] => {
    const { [answer]: count = 0 } = counts
    if (Number.isSafeInteger(count) && count >= 0) return []
    const message = 'People are counted in whole numbers, zero or above.'
    return [{ code: 'bad_counts', path: `counts.${answer}`, message, remedy: 'Count the last answer of each.' }]
  })
  if (issues.length > 0) throw new EvenhandedError('bad_counts', 'There is no median of these counts.', issues)
}
