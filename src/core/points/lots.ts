import { ok, type Result, refused } from '../result.js'

/** Points that entered an account together and end together. Instants are epoch milliseconds. */
export interface Lot {
  /** The number of the transfer that made it: unique in its account, and its age. */
  readonly seq: number
  readonly amount: number
  readonly remaining: number
  readonly availableAt: number
  /** `never` where the currency does not expire. */
  readonly expiresAt: number
}

/** The instant that no lot reaches: the last that a JavaScript date can tell. */
export const never = 8.64e15

/** What a spend took from which lots: kept with the spend, so that a return can give it back. */
export type Taken = readonly { readonly lot: number; readonly amount: number }[]

export interface NotEnough {
  readonly code: 'not_enough_points'
  readonly asked: number
  readonly available: number
}

/** Whether a lot's points can be spent at `now`: nothing is written when that changes. */
export const isOpen = (lot: Lot, now: number): boolean => lot.availableAt <= now && now < lot.expiresAt

/** The points that can be spent at `now`. */
export const available = (lots: readonly Lot[], now: number): number =>
  lots.reduce((sum, lot) => (isOpen(lot, now) ? sum + lot.remaining : sum), 0)

/**
 * Takes `amount` points from what ends first, so that as little as possible is lost to expiry.
 *
 * @param lots   ordered by `expiresAt`, then by age
 * @param amount whole points, above zero
 * @returns what was taken, or `not_enough_points` and nothing taken
 *
 * @example
 * take([{ seq: 1, amount: 50, remaining: 50, availableAt: 0, expiresAt: 9 }], 20, 1)
 * // { ok: true, value: [{ lot: 1, amount: 20 }] }
 */
export function take(lots: readonly Lot[], amount: number, now: number): Result<Taken, NotEnough> {
  const taken: { lot: number; amount: number }[] = []
  let open = amount
  for (const lot of lots) {
    if (open === 0) break
    if (!isOpen(lot, now) || lot.remaining === 0) continue
    const part = Math.min(lot.remaining, open)
    taken.push({ lot: lot.seq, amount: part })
    open -= part
  }
  if (open > 0) return refused({ code: 'not_enough_points', asked: amount, available: amount - open })
  return ok(taken)
}

/** Takes up to `amount` of what has not ended: what can't be spent yet first, then what ends first. */
export function takeBack(lots: readonly Lot[], amount: number, now: number): Taken {
  const alive = lots.filter((lot) => now < lot.expiresAt && lot.remaining > 0)
  const pending = alive.filter((lot) => now < lot.availableAt)
  let open = amount
  return [...pending, ...alive.filter((lot) => lot.availableAt <= now)].flatMap((lot) => {
    const part = Math.min(lot.remaining, open)
    open -= part
    return part > 0 ? [{ lot: lot.seq, amount: part }] : []
  })
}

/** The lots after a spend. An emptied lot is gone; what was taken from it stands in the spend. */
export function spend(lots: readonly Lot[], taken: Taken): readonly Lot[] {
  const gone = new Map(taken.map((part) => [part.lot, part.amount]))
  return lots
    .map((lot) => ({ ...lot, remaining: lot.remaining - (gone.get(lot.seq) ?? 0) }))
    .filter((lot) => lot.remaining > 0)
}

/** Above this many lots, points that end together share one. */
const many = 200

/**
 * The lots after an award, still ordered by end and age.
 *
 * @param now when it was booked: lots that can all be spent by then differ in nothing but their age
 */
export function add(lots: readonly Lot[], lot: Lot, now: number): readonly Lot[] {
  const isTwin = (old: Lot) =>
    old.expiresAt === lot.expiresAt && Math.max(old.availableAt, now) === Math.max(lot.availableAt, now)
  const twin = lots.length < many ? undefined : lots.find(isTwin)
  if (twin)
    return lots.map((old) =>
      old === twin ? { ...old, amount: old.amount + lot.amount, remaining: old.remaining + lot.remaining } : old,
    )
  const later = lots.findIndex((old) => old.expiresAt > lot.expiresAt)
  return later < 0 ? [...lots, lot] : [...lots.slice(0, later), lot, ...lots.slice(later)]
}
