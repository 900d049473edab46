import type { PlannedMoment, Span } from '../program/moment.js'

/** A day on everybody's calendar: whole days since 1970-01-01. */
export type Day = number

/** A date that was told; of one that comes back each year, the year may be unknown. */
export interface Dated {
  readonly year: number | undefined
  /** From 1. */
  readonly month: number
  readonly day: number
}

/** From the first to the last day, both included. */
export interface Window {
  readonly from: Day
  readonly until: Day
}

/** @returns `undefined` where no such day exists */
export function datedBy(value: unknown, yearly: boolean): Dated | undefined {
  const [, years, months, days] = (typeof value === 'string' && /^(?:(\d{4})-|-{2})?(\d\d)-(\d\d)$/.exec(value)) || []
  if (months === undefined || (years === undefined && !yearly)) return undefined
  const [month, day] = [Number(months), Number(days)]
  const year = years === undefined ? undefined : Number(years)
  // Without a year, any day that some year has.
  return month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year ?? 2000, month)
    ? { year, month, day }
    : undefined
}

/** The day that a text such as `2026-11-22` tells; `NaN` where it is none. */
export function dayOf(text: string): Day {
  const dated = datedBy(text, false)
  return dated ? dayIn(dated.year as number, dated) : Number.NaN
}

export const textOf = (day: Day): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** The first window that has not ended on a day: it may have begun or not. `undefined` where all is over. */
export function windowFrom(today: Day, moment: Pick<PlannedMoment, 'yearly' | 'opens' | 'closes'>, dated: Dated) {
  const around = (year: number): Window => {
    const day = dayIn(year, dated)
    return { from: moved(day, moment.opens, -1), until: moved(day, moment.closes, 1) }
  }
  const { year = Number.NEGATIVE_INFINITY } = dated
  if (!moment.yearly) {
    const only = around(year)
    return only.until >= today ? only : undefined
  }
  // What began last year may last until now, and nothing comes back before it was.
  const first = Math.max(year, new Date(today * 86_400_000).getUTCFullYear() - 1)
  return [first, first + 1, first + 2].map(around).find(({ until }) => until >= today)
}

const dayIn = (year: number, { month, day }: Dated): Day =>
  new Date(0).setUTCFullYear(year, month - 1, Math.min(day, lengthOf(year, month))) / 86_400_000

/** How many days a month has. */
const lengthOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1)

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Months keep the day, or take the month's last one where it has fewer. */
function moved(day: Day, { months, days }: Span, sign: 1 | -1): Day {
  const at = new Date(day * 86_400_000)
  const all = at.getUTCFullYear() * 12 + at.getUTCMonth() + sign * months
  return (
    dayIn(Math.floor(all / 12), { year: undefined, month: (((all % 12) + 12) % 12) + 1, day: at.getUTCDate() }) +
    sign * days
  )
}
