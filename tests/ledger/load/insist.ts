import { EvenhandedError } from '../../../src/index.js'

/** The store failed, or others were always faster: the same call may be made again, under the same key. */
const mayBeAskedAgain = new Set(['store_failed', 'busy'])

/** So often before it is no bad luck any more. */
const patience = 2_000

/**
 * Asks until it is answered, as real callers do.
 *
 * @param onFailure told of each time that it was not
 */
export async function insist<Answer>(
  ask: () => Promise<Answer>,
  onFailure: (error: EvenhandedError) => unknown = () => undefined,
): Promise<Answer> {
  for (let turn = 0; ; turn++)
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof EvenhandedError) || !mayBeAskedAgain.has(error.code) || turn === patience) throw error
      onFailure(error)
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 30))
    }
}
