import type { Labels } from './labels.js'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const calendarDay = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
})
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Epoch milliseconds as a day of the device's own calendar. */
export const dayOf = (at: number): string => day.format(at)

/** The same with the minute, for what changes within a day. */
export const minuteOf = (at: number): string => `${day.format(at)}, ${clock.format(at)}`

export const timeOf = (at: number): string => clock.format(at)

/** A calendar's date, as in `2027-04-23`. */
export const dateOf = (date: string): string => calendarDay.format(Date.parse(`${date}T00:00:00Z`))

/** Months since January 1970. */
export const monthOf = (count: number): string => month.format(Date.UTC(1970, count, 1))

/** In the program's money, to the cent; of what is less than one, two figures. */
export function moneyOf({ money }: Pick<Labels, 'money'>, amount: number): string {
  const size = Math.abs(amount)
  const figures = size > 0 && size < 0.01 ? amount.toPrecision(2) : amount.toFixed(2)
  // Never broken over two lines.
  return money === undefined ? figures : `${money}\u00a0${figures}`
}

export const countOf = (amount: number): string => new Intl.NumberFormat('en-GB').format(amount)
