import { ok, type Result, refused } from '../result.js'
import { exactly, rounded, times } from './fraction.js'

/**
 * Points that passed between the programme and a partner, up to or within some time. `issued`: to members, at the
 * partner's; `redeemed`: by members, at the partner's; `taken-back` and `given-back` undo the one and the other.
 */
export interface SettlementLine {
  readonly partner: string
  readonly kind: 'issued' | 'taken-back' | 'redeemed' | 'given-back'
  /** Whole points, zero or above. */
  readonly amount: number
}

/** What stands between the programme and one partner. */
export interface Settlement {
  readonly partner: string
  /** Points, less what was taken back. */
  readonly issued: number
  /** Points, less what was given back. */
  readonly redeemed: number
  /** Of one point, in the program's money. */
  readonly price: number
  /** Who owes the amount: the partner pays for what it issued, the programme for what was redeemed there. */
  readonly owes: 'partner' | 'programme' | 'nobody'
  /** In the program's money, zero or above. */
  readonly amount: number
}

/** A partner of whom the policy does not say what a point costs. */
export interface NoPrice {
  readonly code: 'no_price'
  readonly partners: readonly string[]
}

/**
 * Who owes whom, per partner, by name.
 *
 *     amount = (issued − redeemed) × price
 *
 * @param prices   what a partner pays, and is paid, for one point: `policy.partners`
 * @param decimals of the money; half a unit goes to the even one
 *
 * @example
 * settle([{ partner: 'hotel', kind: 'issued', amount: 1_000 }], { hotel: { price: 0.008 } })
 * // { ok: true, value: [{ partner: 'hotel', issued: 1_000, redeemed: 0, price: 0.008, owes: 'partner', amount: 8 }] }
 */
export function settle(
  lines: readonly SettlementLine[],
  prices: { readonly [partner: string]: { readonly price: number } },
  decimals = 2,
): Result<readonly Settlement[], NoPrice> {
  const partners = [...new Set(lines.map(({ partner }) => partner))].sort()
  const unknown = partners.filter((partner) => !Object.hasOwn(prices, partner))
  if (unknown.length > 0) return refused({ code: 'no_price', partners: unknown })
  return ok(
    partners.map((partner) => {
      const { price } = prices[partner] as { price: number }
      const points = (kind: SettlementLine['kind']) =>
        lines.reduce((all, line) => (line.partner === partner && line.kind === kind ? all + line.amount : all), 0)
      const issued = points('issued') - points('taken-back')
      const redeemed = points('redeemed') - points('given-back')
      const due = rounded(times(exactly(issued - redeemed), exactly(price)), decimals)
      const owes = due === 0 ? 'nobody' : due > 0 ? 'partner' : 'programme'
      return { partner, issued, redeemed, price, owes, amount: Math.abs(due) }
    }),
  )
}
