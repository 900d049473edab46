import { Temporal } from 'temporal-polyfill'
import type { Context } from '../../core/decision/context.js'
import { zonedCalendar } from '../zoned-calendar.js'

/**
 * What their clock and calendar show.
 *
 * @throws EvenhandedError `bad_time_zone` where this machine knows no such zone
 */
export function theirClock(now: number, timeZone = 'UTC'): Required<Pick<Context, 'minute' | 'date'>> {
  zonedCalendar(timeZone)
  const there = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone)
  return { minute: there.hour * 60 + there.minute, date: there.toPlainDate().toString() }
}
