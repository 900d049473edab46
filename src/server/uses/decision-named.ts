import { EvenhandedError } from '../../core/error.js'
import { isClean } from '../calls/clean-json.js'

const longest = 100

/**
 * The name under which a reading is counted.
 *
 * @throws EvenhandedError `bad_decision` where it is no text, empty, too long, or can't be stored
 */
export function decisionNamed(decision: string | undefined): string {
  if (decision === undefined) return 'read'
  if (typeof decision === 'string' && decision !== '' && decision.length <= longest && isClean(decision))
    return decision
  throw new EvenhandedError(
    'bad_decision',
    `What a value is read for has 1 to ${longest} characters, as in mail:newsletter. Name the kind, not the case.`,
  )
}
