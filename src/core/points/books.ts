import { divided, exactly, type Fraction, larger, less, rounded, smaller, sum, times } from './fraction.js'

/** What the books need to know of a currency: `policy.books`. */
export interface BookRates {
  /** The price at which one point would be sold alone, in the program's money. */
  readonly price: number
  /** The share of issued points that will be redeemed, from 0 to 1. */
  readonly redeemed: number
}

/** How a sale is split. The parts add up to the sale. */
export interface Allocation {
  /** Revenue at once: the goods were handed over. */
  readonly goods: number
  /** Deferred: the price of the right to redeem. */
  readonly points: number
}

/**
 * Splits the price of a sale between the goods and the points that came with them, in proportion to their stand-alone
 * prices (IFRS 15 ¶74, B39 to B42): the goods' is the sale, the points' is what their redemption is worth, weighed
 * with how likely it is.
 *
 *     points = sale × worth ÷ (sale + worth),   worth = points × price × redeemed
 *
 * @param sale     in the program's money, zero or above
 * @param points   whole points
 * @param decimals of the money; half a unit goes to the even one
 *
 * @example
 * allocate(100_000, 10_000, { price: 1, redeemed: 0.95 }, 0) // { goods: 91_324, points: 8_676 }: IFRS 15, example 52
 */
export function allocate(sale: number, points: number, rates: BookRates, decimals = 2): Allocation {
  const [paid, worth] = [exactly(sale), times(exactly(points), expectedPrice(rates))]
  const both = sum(paid, worth)
  const share = both.over === 0n ? none : divided(times(paid, worth), both)
  const deferred = exactly(rounded(share, decimals))
  return { goods: rounded(less(paid, deferred), decimals), points: rounded(deferred, decimals) }
}

/**
 * Whole points of one currency by kind of transfer, summed over all members from the beginning up to an instant.
 * A kind that is missing is zero; kinds that move no points are not looked at.
 */
export type PointSums = { readonly [kind: string]: number | undefined }

/** A currency in the books, at an instant. Points are whole; money is the program's, rounded. */
export interface Books {
  /** Points that were given and not taken back, or moved into another currency. */
  readonly issued: number
  /** Points that were spent and not given back. */
  readonly redeemed: number
  /** Points that nobody will redeem any more: their time was over, or their owner was erased. */
  readonly ended: number
  /** Points that members have: what was issued less what was redeemed and what ended; debts count against it. */
  readonly outstanding: number
  /** Of the outstanding points, as many as will be redeemed; not rounded to whole ones. */
  readonly expected: number
  /** The rest of them: breakage to come. */
  readonly breakage: number
  /** What was deferred when points were issued. */
  readonly allocated: number
  /** Of that, revenue so far: redemptions, and breakage in their proportion. */
  readonly recognised: number
  /** Of that, still deferred: the contract liability. */
  readonly liability: number
}

/**
 * What a currency's points are in the books (IFRS 15 B39 to B47). A point is a right that was paid for with the sale:
 * its price is deferred until it is redeemed. Breakage, the points that nobody will redeem, is recognised in proportion
 * to redemptions (B46), never all at once at the end.
 *
 *     issued      = award + credit + adjust − reverse − deduct − give − convert
 *     redeemed    = redeem + capture − restore
 *     ended       = expire + forfeit
 *     outstanding = issued − redeemed − ended
 *     total       = issued × rate, at least what was redeemed, and no more than redeemed + outstanding
 *     recognised  = allocated × redeemed ÷ total         liability = allocated − recognised
 *
 * A new estimate of the rate changes what is recognised from then on and not what was allocated, so give the sum of
 * what `allocate` said of each sale. Left out, points are taken at their stand-alone price (issued × price × rate):
 * somewhat more, since no sale's discount is shared, and right for points that came without a sale. Gifts cancel out
 * with what their receivers are credited; points that are converted leave these books for those of the other currency.
 * Points whose time is over count as outstanding until that is booked: let the due work run first.
 *
 * @param allocated in the program's money
 * @param decimals  of the money; half a unit goes to the even one. Only what is told is rounded.
 *
 * @example
 * const sums = { award: 10_000, redeem: 4_500 } // IFRS 15, example 52, end of the first year
 * booksOf(sums, { price: 1, redeemed: 0.95 }, { allocated: 8_676, decimals: 0 }).liability // 4_566
 */
export function booksOf(
  sums: PointSums,
  rates: BookRates,
  { allocated, decimals = 2 }: { readonly allocated?: number; readonly decimals?: number } = {},
): Books {
  const added = (...kinds: readonly string[]) => kinds.reduce((total, kind) => total + (sums[kind] ?? 0), 0)
  const issued = added('award', 'credit', 'adjust') - added('reverse', 'deduct', 'give', 'convert')
  const redeemed = added('redeem', 'capture') - added('restore')
  const ended = added('expire', 'forfeit')
  const outstanding = issued - redeemed - ended

  const left = Math.max(outstanding, 0)
  const spent = exactly(redeemed)
  const most = exactly(redeemed + left)
  const total = larger(spent, smaller(times(exactly(issued), exactly(rates.redeemed)), most))
  const expected = less(total, spent)
  const deferred = allocated === undefined ? times(exactly(issued), expectedPrice(rates)) : exactly(allocated)
  const recognised = total.over > 0n ? divided(times(deferred, spent), total) : deferred
  const whole = rounded(deferred, decimals)
  const earned = rounded(recognised, decimals)
  return {
    issued,
    redeemed,
    ended,
    outstanding,
    expected: rounded(expected, 2),
    breakage: rounded(less(exactly(left), expected), 2),
    allocated: whole,
    recognised: earned,
    liability: rounded(less(exactly(whole), exactly(earned)), decimals),
  }
}

const none: Fraction = { over: 0n, under: 1n }

const expectedPrice = ({ price, redeemed }: BookRates): Fraction => times(exactly(price), exactly(redeemed))
