import type { Rate } from '../program/conversion.js'

/** The rate of a day, as in `2026-11-21`; `undefined` where there is none. */
export const rateOn = (rates: readonly Rate[], date: string): Rate | undefined =>
  rates.find(({ from, until }) => from <= date && (until === undefined || date <= until))

/**
 * What an amount becomes: rounded down to whole points, and no more is used than that costs.
 *
 * @example
 * converted({ give: 3, get: 2 }, 10) // { used: 9, got: 6 }: one point stays
 */
export function converted({ give, get }: Pick<Rate, 'give' | 'get'>, amount: number): { used: number; got: number } {
  const [a, g, t] = [BigInt(amount), BigInt(give), BigInt(get)]
  const got = (a * t) / g
  return { used: Number((got * g + t - 1n) / t), got: Number(got) }
}
