/** An ISO 8601 duration in calendar units, as in `P24M`, `P90D`, `P2Y` or `PT15M`; four digits a unit at most. */
export type Duration = `P${string}`

const pattern =
  /^P(?=[\dT])(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,4})S)?)?$/

export const isDuration = (text: unknown): text is Duration => typeof text === 'string' && pattern.test(text)

type Parts<Part> = [years: Part, months: Part, weeks: Part, days: Part, hours: Part, minutes: Part, seconds: Part]

/** How many of each unit, in digits, where it is said. */
export function partsOf(duration: string): Parts<string | undefined> {
  const known = read.get(duration)
  if (known) return known
  const parts = pattern.exec(duration)
  if (!parts) throw new RangeError(`${duration} is not an ISO 8601 duration`)
  const fresh = parts.slice(1) as Parts<string | undefined>
  read.set(duration, fresh)
  return fresh
}

/** A program has few of them, and each is read with every decision. */
const read = new Map<string, Parts<string | undefined>>()

/**
 * The instant that lies `duration` after `at`, in UTC. Months and years keep the day of the month, or take
 * the month's last day where it has fewer: a month after 31 January is 28 or 29 February.
 *
 * @param at       epoch milliseconds
 * @param duration checked by `isDuration` before; text that is none is a `RangeError`
 * @returns epoch milliseconds
 *
 * @example
 * later(Date.UTC(2026, 0, 31), 'P1M') === Date.UTC(2026, 1, 28)
 */
export function later(at: number, duration: string): number {
  const [years, months, weeks, days, hours, minutes, seconds] = partsOf(duration).map((part = '0') =>
    Number(part),
  ) as Parts<number>
  const start = new Date(at)
  const month = start.getUTCMonth() + years * 12 + months
  const lastDay = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const moved = new Date(at)
  moved.setUTCFullYear(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), lastDay))
  return moved.getTime() + ((weeks * 7 + days) * 86_400 + hours * 3_600 + minutes * 60 + seconds) * 1_000
}
