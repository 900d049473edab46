const zone = { timeZone: 'Europe/Zurich' } as const
const date = { day: 'numeric', month: 'long', year: 'numeric' } as const

const day = new Intl.DateTimeFormat('en-GB', { ...date, ...zone })
const moment = new Intl.DateTimeFormat('en-GB', { ...date, hour: '2-digit', minute: '2-digit', ...zone })
const short = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit', year: 'numeric', ...zone })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', ...date, ...zone })

/** The last day of what ends before this instant: `21 November 2026`, on the bakery's calendar. */
export const lastDay = (end: number): string => day.format(end - 1)

/** `21 November 2026 at 14:05`: what lasts for days counts from the minute. */
export const onMinute = (at: number): string => moment.format(at)

/** `21.11.2026`, for tables. */
export const shortDay = (at: number): string => short.format(at).replaceAll('/', '.')

/** `Saturday, 21 November 2026`. */
export const wholeDay = (at: number): string => weekday.format(at)
