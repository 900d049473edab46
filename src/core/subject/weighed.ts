import type { Weighed } from './subject.js'

/** Months since January 1970, UTC. */
export const monthOf = (at: number): number => {
  const date = new Date(at)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

/** To a hundredth of a cent: finer is noise, and would stand in every log. */
export const toMills = (money: number): number => Math.round(money * 10_000) / 10_000

/** Of these months those that a balance tells of: this one and twelve before it. */
export const inYear = (months: readonly Weighed[], now: number): readonly Weighed[] => {
  const first = monthOf(now) - 12
  return months.every(({ month }) => month >= first) ? months : months.filter(({ month }) => month >= first)
}

/** Summed up by month, oldest first. */
export function summed(months: readonly Weighed[]): readonly Weighed[] {
  const sums = new Map<number, Weighed>()
  for (const { month, gave, got } of months) {
    const before = sums.get(month)
    const after = { gave: toMills(gave + (before?.gave ?? 0)), got: toMills(got + (before?.got ?? 0)) }
    sums.set(month, { month, ...after })
  }
  return [...sums.values()].sort((a, b) => a.month - b.month)
}
