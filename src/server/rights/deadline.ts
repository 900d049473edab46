import type { Calendar } from '../../core/points/calendar.js'
import { type Market, type MarketRule, marketRules } from '../../core/program/market.js'

/**
 * When a request has to be answered: the first instant after the last day. The day on which it came does not count, and
 * a month ends with the last hour of the same date (Regulation 1182/71, Art. 3). That a deadline which falls on a holiday
 * may end later is left out: earlier is safe.
 *
 * @param receivedAt epoch milliseconds
 * @param market     where it is not known, whichever rule ends first: after 31 January that is a month, else thirty days
 *
 * Of what came on 31 January 2027 in the union, it is the end of 28 February: 2027-03-01T00:00Z.
 */
export function deadline(calendar: Calendar, receivedAt: number, market: Market | null, extended = false): number {
  const rules: readonly MarketRule[] = market === null ? Object.values(marketRules) : [marketRules[market]]
  const ends = rules.map(({ answerWithin, extendBy }) => {
    const answerBy = calendar.later(receivedAt, answerWithin)
    return calendar.endOf(extended ? calendar.later(answerBy, extendBy) : answerBy, 'day')
  })
  return Math.min(...ends)
}
