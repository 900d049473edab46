import { later } from '../duration.js'
import type { Expiry } from '../program/currency.js'
import { type Calendar, endOfYearly } from './calendar.js'
import { never } from './lots.js'

/** Dates have four digits for the year: what would end after the last of them never ends. */
const lastDate = Date.UTC(9999, 11, 30)

/**
 * When points end: the first instant at which they can't be spent any more.
 *
 * A period in days or more ends with its last day, so that nobody has to know at what time of day they earned; one
 * with hours, minutes or seconds is exact.
 *
 * @param expiry      the currency's rule; without one they never end
 * @param availableAt when they can be spent from, in epoch milliseconds
 * @returns epoch milliseconds, `never` at most
 *
 * @example
 * endOfPoints('P1D', Date.UTC(2026, 10, 21, 9), utc) === Date.UTC(2026, 10, 23)
 * endOfPoints('PT15M', Date.UTC(2026, 10, 21, 9), utc) === Date.UTC(2026, 10, 21, 9, 15)
 * endOfPoints({ after: 'P1Y', endOf: 'quarter' }, Date.UTC(2026, 10, 21, 9), utc) === Date.UTC(2028, 0, 1)
 * endOfPoints({ on: '12-31' }, Date.UTC(2026, 10, 21, 9), utc) === Date.UTC(2027, 0, 1)
 */
export function endOfPoints(expiry: Expiry | undefined, availableAt: number, calendar: Calendar): number {
  if (expiry === undefined) return never
  const after = typeof expiry === 'string' ? expiry : expiry.after
  // In UTC first: a zone moves it by hours, and its calendar need not tell the days beyond.
  if (!(later(availableAt, after ?? 'P0D') < lastDate)) return never
  const until = after === undefined ? availableAt : calendar.later(availableAt, after)
  if (typeof expiry === 'string') return expiry.includes('T') ? until : calendar.endOf(until, 'day')
  return 'on' in expiry ? endOfYearly(calendar, until, expiry.on) : calendar.endOf(until, expiry.endOf)
}
