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

/** Points of one lot, with the end that they had or get. */
export interface Part {
  readonly lot: number
  readonly amount: number
  readonly expiresAt: number
}

/** What was taken from which lots: kept with what took it, so that a return can give it back. */
export type Taken = readonly Part[]

/** Their sum. */
export const sumOf = (parts: Taken): number => parts.reduce((sum, part) => sum + part.amount, 0)

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
 * // { ok: true, value: [{ lot: 1, amount: 20, expiresAt: 9 }] }
 */
export function take(lots: readonly Lot[], amount: number, now: number): Result<Taken, NotEnough> {
  const taken: Part[] = []
  let open = amount
  for (const lot of lots) {
    if (open === 0) break
    if (!isOpen(lot, now) || lot.remaining === 0) continue
    const part = Math.min(lot.remaining, open)
    taken.push({ lot: lot.seq, amount: part, expiresAt: lot.expiresAt })
    open -= part
  }
  if (open > 0) return refused({ code: 'not_enough_points', asked: amount, available: amount - open })
  return ok(taken)
}

/**
 * Takes up to `amount` of what has not ended: of the lots `first`, then what can't be spent yet, then what ends first.
 *
 * @param first the lots of what is undone, where that is known
 */
export function takeBack(lots: readonly Lot[], amount: number, now: number, first: readonly number[] = []): Taken {
  const alive = lots.filter((lot) => now < lot.expiresAt && lot.remaining > 0)
  const order = (lot: Lot) => (first.includes(lot.seq) ? 0 : now < lot.availableAt ? 1 : 2)
  let open = amount
  return [...alive]
    .sort((a, b) => order(a) - order(b))
    .flatMap((lot) => {
      const part = Math.min(lot.remaining, open)
      open -= part
      return part > 0 ? [{ lot: lot.seq, amount: part, expiresAt: lot.expiresAt }] : []
    })
}

/** The lots after a spend. An emptied lot is gone; what was taken from it stands in the spend. */
export function spend(lots: readonly Lot[], taken: Taken): readonly Lot[] {
  const gone = new Map(taken.map((part) => [part.lot, part.amount]))
  return lots
    .map((lot) => ({ ...lot, remaining: lot.remaining - (gone.get(lot.seq) ?? 0) }))
    .filter((lot) => lot.remaining > 0)
}

/** Above this many lots that have not ended, points that end together share one. */
const many = 200

/**
 * The lots after an award, still ordered by end and age. What has ended is not counted: whether it was booked as
 * expired by then must make no difference.
 *
 * @param now when it was booked: lots that can all be spent by then differ in nothing but their age
 */
export function add(lots: readonly Lot[], lot: Lot, now: number): readonly Lot[] {
  const isTwin = (old: Lot) =>
    old.expiresAt === lot.expiresAt && Math.max(old.availableAt, now) === Math.max(lot.availableAt, now)
  const isMany = lots.length >= many && lots.filter((old) => now < old.expiresAt).length >= many
  const twin = isMany ? lots.find(isTwin) : undefined
  if (twin) return lots.map((old) => (old === twin ? more(old, lot.remaining) : old))
  const later = lots.findIndex((old) => byEnd(lot, old) < 0)
  return later < 0 ? [...lots, lot] : [...lots.slice(0, later), lot, ...lots.slice(later)]
}

/**
 * The lots after points came back: to the lot that they were taken from where it is still there, else as that lot
 * once more. They can be spent at once.
 *
 * @param at when they came back
 */
export function putBack(lots: readonly Lot[], parts: Taken, at: number): readonly Lot[] {
  const back = new Map<number, Lot>()
  for (const { lot: seq, amount, expiresAt } of parts) {
    const before = back.get(seq) ?? { seq, amount: 0, remaining: 0, availableAt: at, expiresAt }
    back.set(seq, more(before, amount))
  }
  const kept = lots.map((lot) => more(lot, back.get(lot.seq)?.remaining ?? 0))
  for (const { seq } of lots) back.delete(seq)
  return back.size === 0 ? kept : [...kept, ...back.values()].sort(byEnd)
}

/** The lot with so many more points: its amount is the most that it ever held. */
function more(lot: Lot, points: number): Lot {
  const remaining = lot.remaining + points
  return points === 0 ? lot : { ...lot, remaining, amount: Math.max(lot.amount, remaining) }
}

/** By end, then by age. */
const byEnd = (a: Lot, b: Lot): number => a.expiresAt - b.expiresAt || a.seq - b.seq
