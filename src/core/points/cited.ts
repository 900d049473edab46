import { record } from '../json.js'
import type { Coupon } from './coupon.js'
import type { Transfer } from './transfer.js'

/** What a command cites of the past: what an earlier one moved, how much of it is undone, and what it issued. */
export interface Cited {
  readonly transfers: readonly Transfer[]
  /**
   * By currency, what reversals have taken or given back so far, with what they could not reach, less what of it was
   * kept back by a cap and counts by now.
   */
  readonly undone: { readonly [currency: string]: number }
  readonly coupons: readonly Coupon[]
}

export const nothingCited: Cited = Object.freeze({ transfers: [], undone: record<number>(), coupons: [] })

type Citations = { readonly [key: string]: Cited }

/** The citations after one more transfer. What nobody cites is not kept. */
export function citedAfter(before: Citations, transfer: Transfer): Citations {
  const { key, undoes, currency } = transfer
  const own = before[key]
  const known = own ? record({ ...before, [key]: { ...own, transfers: [...own.transfers, transfer] } }) : before
  const other = undoes === undefined ? undefined : known[undoes]
  if (undoes === undefined || !other) return known
  const undone = record({ ...other.undone, [currency]: (other.undone[currency] ?? 0) + undoneBy(transfer) })
  return record({ ...known, [undoes]: { ...other, undone } })
}

/**
 * How much of the other transfer this one undoes: what it could not reach does not come again. Where something of it
 * that was kept back counts after all, there is that much more to undo.
 */
export const undoneBy = ({ kind, amount, shortfall = 0 }: Transfer): number =>
  kind === 'award' ? -amount : amount + shortfall

/** How much is undone of it in a currency; `undefined` where nothing ever undid it, not even a revocation of nothing. */
export const undoneOf = (cited: Cited | undefined, currency: string): number | undefined =>
  cited && Object.hasOwn(cited.undone, currency) ? cited.undone[currency] : undefined

/** A new coupon is kept, cited or not: whoever is erased with the next command ends it. */
export const withCoupon = (before: Citations, coupon: Coupon): Citations => {
  const own = before[coupon.key] ?? nothingCited
  return record({ ...before, [coupon.key]: { ...own, coupons: [...own.coupons, coupon] } })
}

export const withState = (before: Citations, code: string, state: Coupon['state']): Citations =>
  record(
    Object.fromEntries(
      Object.entries(before).map(([key, cited]) => [
        key,
        { ...cited, coupons: cited.coupons.map((one) => (one.code === code ? { ...one, state } : one)) },
      ]),
    ),
  )
