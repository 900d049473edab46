import { type Calendar, EvenhandedError, type Program, utc } from 'evenhanded'
import { zonedCalendar } from 'evenhanded/server'

/** The calendar of the programme: its days are the books' days. */
export const calendarOf = ({ timeZone }: Program): Calendar => (timeZone === undefined ? utc : zonedCalendar(timeZone))

/**
 * The first instant of a date.
 *
 * @throws EvenhandedError `bad_date` where it is none
 */
export const startOf = (calendar: Calendar, date: string, option: string): number =>
  calendar.startOf(checked(date, option))

/** The first instant after a date: that day is counted in. */
export const endOf = (calendar: Calendar, date: string, option: string): number =>
  calendar.endOf(startOf(calendar, date, option), 'day')

function checked(date: string, option: string): string {
  const parsed = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T00:00Z`) : undefined
  if (parsed && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)) return date
  throw new EvenhandedError('bad_date', `${date} is no date.\nGive ${option} one as in 2026-12-31.`)
}
