import { type Duration, later } from '../core/duration.js'
import type { Clock } from '../ports/clock.js'

/** A clock that stands still until it is told to move. */
export interface FixedClock extends Clock {
  /** @param by milliseconds, or a duration of the calendar, in UTC */
  pass(by: number | Duration): void
  /** @param at epoch milliseconds */
  set(at: number): void
}

/**
 * @param at epoch milliseconds; the first of January 2026 unless said
 *
 * @example
 * const clock = fixedClock()
 * const store = memory({ clock })
 * clock.pass('P24M')
 */
export function fixedClock(at: number = Date.UTC(2026, 0, 1)): FixedClock {
  let now = at
  const pass = (by: number | Duration): void => {
    now = typeof by === 'number' ? now + by : later(now, by)
  }
  const set = (instant: number): void => {
    now = instant
  }
  return Object.assign(() => now, { pass, set })
}
