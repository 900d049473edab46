import { Temporal } from 'temporal-polyfill'
import { isDuration, later } from '../core/duration.js'
import { EvenhandedError } from '../core/error.js'
import { type Calendar, utc } from '../core/points/calendar.js'
import { never } from '../core/points/lots.js'

/** A calendar date as a number: whole days since 1970-01-01. */
type DayNumber = number

const day = 86_400_000
const lastDay: DayNumber = never / day

/** As many days' beginnings are remembered per zone. */
const mostDays = 10_000

const calendars = new Map<string, Calendar>()

/**
 * The calendar of a time zone, with its daylight saving time. Instants are epoch milliseconds.
 *
 * A day begins at its first instant, which is not always midnight, and lasts until the next one begins: 23, 24, 25
 * hours, or none where a zone left it out. Where clocks were set back across midnight, a day that has begun goes on,
 * so that every instant belongs to one day. What lies beyond the last instant that JavaScript can tell is `never`.
 *
 * @param timeZone a name of the IANA database, as in `Europe/Zurich`
 * @throws EvenhandedError `bad_time_zone` where this machine knows no such zone
 *
 * @example
 * const zurich = zonedCalendar('Europe/Zurich')
 * new Date(zurich.endOf(Date.UTC(2026, 2, 29, 12), 'day')).toISOString() // '2026-03-29T22:00:00.000Z'
 */
export function zonedCalendar(timeZone: string): Calendar {
  const known = calendars.get(timeZone)
  if (known) return known
  if (!isZone(timeZone))
    throw new EvenhandedError(
      'bad_time_zone',
      `${timeZone} is no time zone that this machine knows. Give a name of the IANA database, as in Europe/Zurich.`,
    )
  const calendar = calendarOf(timeZone)
  calendars.set(timeZone, calendar)
  return calendar
}

/** An offset such as +01:00 is none: it has no daylight saving time, so whoever writes it is mistaken in summer. */
function isZone(timeZone: unknown): boolean {
  if (typeof timeZone !== 'string' || !/^[A-Za-z]/.test(timeZone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

function calendarOf(timeZone: string): Calendar {
  const startOf = startsOf(timeZone)
  const dayOf = (at: number): DayNumber => {
    // No zone is a whole day away from UTC, so the day is this one or a neighbour of it.
    let n = Math.floor(at / day) + 1
    while (startOf(n) > at) n--
    return n
  }
  const isPlain = (n: DayNumber) => startOf(n + 1) - startOf(n) === day
  return {
    later(at, duration) {
      const { dates, times } = split(duration)
      if (!dates) return notBeyond(later(at, duration))
      const from = dayOf(at)
      const to = later(from * day, dates) / day
      if (!(to < lastDay)) return never
      const moved = isPlain(from) && isPlain(to) ? startOf(to) + (at - startOf(from)) : onWallClock(timeZone, at, dates)
      return times ? notBeyond(later(moved, times)) : moved
    },
    endOf: (at, period) => notBeyond(startOf(utc.endOf(dayOf(at) * day, period) / day)),
    dateOf: (at) => utc.dateOf(dayOf(at) * day),
    startOf: (date) => startOf(utc.startOf(date) / day),
  }
}

/** When each day begins. The library is asked once per day: an award looks at a few, and mostly at the same ones. */
function startsOf(timeZone: string): (n: DayNumber) => number {
  const starts = new Map<DayNumber, number>()
  return (n) => {
    const known = starts.get(n)
    if (known !== undefined) return known
    if (!(n < lastDay)) return n * day
    if (starts.size >= mostDays) starts.clear()
    const start = Temporal.PlainDate.from(utc.dateOf(n * day)).toZonedDateTime(timeZone).epochMilliseconds
    starts.set(n, start)
    return start
  }
}

/** A duration's years to days, and its hours to seconds; either may be missing. */
function split(duration: string): { dates?: string; times?: string } {
  if (!isDuration(duration)) throw new RangeError(`${duration} is not an ISO 8601 duration`)
  const [dates = 'P', times] = duration.split('T')
  return { ...(dates !== 'P' && { dates }), ...(times && { times: `PT${times}` }) }
}

/** On a day of another length than 24 hours, a time may be missing or there twice. */
const onWallClock = (timeZone: string, at: number, dates: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).add(dates).epochMilliseconds

const notBeyond = (at: number): number => (at <= never ? at : never)
