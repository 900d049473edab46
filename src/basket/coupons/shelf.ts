import type { CouponBatch, SignedCoupon } from '../../core/points/signed-coupon.js'

/**
 * What a device's storage holds of coupons, as of one moment: batches, which never change, and who has laid a hand on
 * which code. A code with any hand on it is gone; whose it is, its one hand says.
 */
export interface Shelf {
  /** Made with the place; an emptied one gets another. */
  readonly id: string | undefined
  readonly batches: readonly CouponBatch[]
  /** Hands by code. */
  readonly hands: ReadonlyMap<string, readonly string[]>
  /** Of everything that was read. */
  readonly keys: ReadonlySet<string>
}

const idKey = 'id'
const batchMark = 'batch:'
const handMark = 'hand:'

export const emptyShelf: Shelf = { id: undefined, batches: [], hands: new Map(), keys: new Set() }

export const idRow = (id: string) => [idKey, id] as const

export const batchRow = (batch: CouponBatch) => [batchMark + batch.id, batch] as const

const handKey = (hand: string, code: string): string => `${handMark}${hand}:${code}`

/**
 * Of when it was laid there nothing is kept: with it, somebody's basket could be found by the code they hand in.
 *
 * @param hand holds no colon
 */
export const handRow = (hand: string, code: string) => [handKey(hand, code), 1] as const

/** The hand of all who give up what is left. */
export const givesUp = 'up'

/** A batch whose codes are gone for good. It stays by its name, so that it never comes back. */
export const emptied = (batch: CouponBatch): CouponBatch => ({ ...batch, coupons: {} })

export function shelfOf(rows: readonly (readonly [key: string, value: unknown])[]): Shelf {
  const batches: CouponBatch[] = []
  const hands = new Map<string, readonly string[]>()
  for (const [key, value] of rows) {
    if (key.startsWith(batchMark)) batches.push(value as CouponBatch)
    if (!key.startsWith(handMark)) continue
    const at = key.indexOf(':', handMark.length)
    const code = key.slice(at + 1)
    hands.set(code, [...(hands.get(code) ?? []), key.slice(handMark.length, at)])
  }
  batches.sort((one, other) => one.validUntil - other.validUntil || (one.id < other.id ? -1 : 1))
  const id = rows.find(([key]) => key === idKey)?.[1] as string | undefined
  return { id, batches, hands, keys: new Set(rows.map(([key]) => key)) }
}

export const isSameShelf = (one: Shelf, other: Shelf): boolean =>
  one.id === other.id &&
  one.keys.size === other.keys.size &&
  [...one.keys].every((key) => other.keys.has(key)) &&
  one.batches.every((batch, n) => codesOf(batch).length === codesOf(other.batches[n] ?? emptied(batch)).length)

/** Names of coupons of which there are any, with how many. */
export function countsOn(shelf: Shelf, offer: string, now: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const batch of liveBatches(shelf, offer, now))
    for (const [coupon, codes] of Object.entries(batch.coupons)) {
      const free = codes.reduce((count, code) => (shelf.hands.has(code) ? count : count + 1), 0)
      if (free > 0) counts.set(coupon, (counts.get(coupon) ?? 0) + free)
    }
  return counts
}

/** What can be taken of a coupon, the earliest end first. */
export function freeOn(shelf: Shelf, offer: string, coupon: string, now: number): readonly SignedCoupon[] {
  return liveBatches(shelf, offer, now).flatMap(({ coupons, validUntil }) =>
    (Object.hasOwn(coupons, coupon) ? (coupons[coupon] ?? []) : [])
      .filter((code) => !shelf.hands.has(code))
      .map((code) => ({ code, offer, coupon, validUntil })),
  )
}

/** Of these codes those that are this hand's alone, and still stand in a batch. */
export function heldBy(shelf: Shelf, hand: string, codes: readonly string[]): ReadonlySet<string> {
  const there = new Set(shelf.batches.flatMap(codesOf))
  const isMine = (code: string) => shelf.hands.get(code)?.every((other) => other === hand) === true
  return new Set(codes.filter((code) => there.has(code) && isMine(code)))
}

export const codesOf = ({ coupons }: CouponBatch): readonly string[] => Object.values(coupons).flat()

/** The keys of hands on what stands in no batch any more. */
export function staleOn({ batches, hands }: Shelf): readonly string[] {
  const codes = new Set(batches.flatMap(codesOf))
  return [...hands].flatMap(([code, all]) => (codes.has(code) ? [] : all.map((hand) => handKey(hand, code))))
}

/** When a batch ends next, epoch milliseconds. */
export const nextEnd = ({ batches }: Shelf, now: number): number =>
  Math.min(...batches.map(({ validUntil }) => validUntil).filter((end) => end > now))

const liveBatches = ({ batches }: Shelf, offer: string, now: number): readonly CouponBatch[] =>
  batches.filter((batch) => batch.offer === offer && batch.validUntil > now)
