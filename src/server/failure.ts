import { EvenhandedError } from '../core/error.js'
import type { Desk } from './desk.js'
import { problem } from './problem.js'

/** The answer where something failed inside: what it was is told to the site, and to nobody else. */
export function failure(desk: Desk, error: unknown): Response {
  desk.onError(error)
  const passes = error instanceof EvenhandedError && passing.has(error.code)
  return passes ? problem('unavailable', { headers: { 'retry-after': '5' } }) : problem('failed')
}

/** What is over once the store is there again, and quiet. */
const passing = new Set(['store_failed', 'busy', 'not_migrated', 'keys_failed', 'register_failed'])
