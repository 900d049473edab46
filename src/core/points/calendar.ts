import { later } from '../duration.js'

/** A stretch of the calendar. */
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year'

/**
 * The programme's calendar: what day it is, and when it ends, on the wall clock of its time zone. Instants are epoch
 * milliseconds. Its laws: `at < endOf(at, period)`, and every instant belongs to exactly one day.
 */
export interface Calendar {
  /** The instant that lies `duration` after `at` on the wall clock. */
  later(at: number, duration: string): number
  /** The first instant after the period that holds `at`. Weeks begin on Monday. */
  endOf(at: number, period: Period): number
  /** The date on the wall clock, as in `2026-11-21`. */
  dateOf(at: number): string
  /** The first instant of a date. */
  startOf(date: string): number
}

const day = 86_400_000

/** The calendar of programs that name no time zone. */
export const utc: Calendar = {
  later,
  endOf(at, period) {
    const date = new Date(at)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    const midnight = Math.floor(at / day) * day
    if (period === 'day') return midnight + day
    if (period === 'week') return midnight + (7 - ((date.getUTCDay() + 6) % 7)) * day
    if (period === 'month') return Date.UTC(year, month + 1)
    return period === 'quarter' ? Date.UTC(year, month - (month % 3) + 3) : Date.UTC(year + 1, 0)
  },
  // Years beyond 9999 have a sign and six digits, so the end is what is always as long.
  dateOf: (at) => new Date(at).toISOString().slice(0, -'THH:MM:SS.sssZ'.length),
  startOf: (date) => Date.parse(`${date}T00:00Z`),
}

/** The first instant after the next day of this name, as in `12-31`, that has not ended at `at`. */
export function endOfYearly(calendar: Calendar, at: number, monthDay: string): number {
  const year = Number(calendar.dateOf(at).slice(0, 4))
  for (const candidate of [year, year + 1]) {
    const end = calendar.endOf(calendar.startOf(`${String(candidate).padStart(4, '0')}-${monthDay}`), 'day')
    if (end > at) return end
  }
  throw new RangeError(`${monthDay} is no day of the year`)
}
