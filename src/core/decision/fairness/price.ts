import type { Benefit } from '../../program/benefit.js'
import type { Amounts } from '../../program/currency.js'
import type { Program } from '../../program/program.js'

/** What one point is worth in money, by currency; none where no reward says it. */
export type PointPrices = { readonly [currency: string]: number }

/**
 * By the reward that costs least, of equal ones by the lesser: what somebody can do with a few points, and not with
 * many. Reputation buys nothing and has no price.
 */
export function pointPrices({ currencies, rewards }: Program): PointPrices {
  const cheapest = new Map<string, { cost: number; worth: number }>()
  for (const { costs, gives } of Object.values(rewards)) {
    const [only, ...others] = Object.entries(costs)
    if (!only || others.length > 0 || gives.worth === undefined) continue
    const [currency, cost = 0] = only
    if (currencies[currency]?.kind !== 'redeemable' || cost <= 0) continue
    const found = cheapest.get(currency)
    const isLess = !found || cost < found.cost || (cost === found.cost && gives.worth < found.worth)
    if (isLess) cheapest.set(currency, { cost, worth: gives.worth })
  }
  return Object.fromEntries([...cheapest].map(([currency, { cost, worth }]) => [currency, worth / cost]))
}

/** What these points buy; `undefined` where that is not known of any. */
export function priceOfPoints(prices: PointPrices, points: Amounts = {}): number | undefined {
  let sum: number | undefined
  for (const currency in points)
    if (Object.hasOwn(prices, currency)) sum = (sum ?? 0) + (prices[currency] as number) * (points[currency] ?? 0)
  return sum
}

/** A coupon's value, a chance's share of the prizes, what points buy; all else has no price. */
export function priceOf(prices: PointPrices, given: Benefit): number | undefined {
  switch (given.benefit) {
    case 'chance':
      return given.prizes / given.entries
    case 'points':
      return priceOfPoints(prices, given.points)
    case 'coupon':
      return given.worth
    default:
      return undefined
  }
}
