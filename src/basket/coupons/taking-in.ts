import type { CouponBatch } from '../../core/points/signed-coupon.js'
import { ok, type Result, refused } from '../../core/result.js'
import type { Clock } from '../../ports/clock.js'
import type { Place } from './place.js'
import { type BadBatch, readBatch } from './read-batch.js'
import { batchRow, codesOf, emptied, staleOn } from './shelf.js'

/** Why a batch was not taken in; of one that is refused nothing is kept. */
export type StockRefusal =
  | BadBatch
  /** It has ended already. */
  | { readonly code: 'over' }
  /** Storage refused it; `reason` is what the browser says. */
  | { readonly code: 'not_kept'; readonly reason: string }

/** How batches come to a stock, and go once they have ended. */
export interface TakingIn {
  add(given: unknown): Promise<Result<{ readonly added: number }, StockRefusal>>
  /** Empties what has ended; by its name it stays. Then whose hands were on it is forgotten. */
  tidy(): Promise<void>
}

export function createTakingIn(place: Place, clock: Clock): TakingIn {
  const notKept = () => refused<StockRefusal>({ code: 'not_kept', reason: place.status.reason ?? '' })

  async function tidy(): Promise<void> {
    const shelf = await place.look()
    const ended = shelf?.batches.filter((batch) => batch.validUntil <= clock() && codesOf(batch).length > 0) ?? []
    if (ended.length === 0) return
    if (!(await place.write((storage) => storage.setMany(ended.map((batch) => batchRow(emptied(batch))))))) return
    // Only now: a tab that was frozen over one of these codes must find either a hand on it or the batch empty.
    const emptier = await place.look()
    if (emptier) await place.write((storage) => storage.delMany(staleOn(emptier)))
  }

  return {
    tidy,
    async add(given) {
      const read = readBatch(given)
      if (!read.ok) return read
      const batch = read.value
      if (batch.validUntil <= clock()) return refused({ code: 'over' })
      const shelf = await place.look()
      if (!shelf) return notKept()
      const same = shelf.batches.find(({ id }) => id === batch.id)
      if (same) return isOther(batch, same) ? bad('Another batch has its id.') : ok({ added: 0 })
      const codes = codesOf(batch)
      const known = new Set(shelf.batches.flatMap(codesOf))
      if (codes.some((code) => known.has(code))) return bad('A code of it stands in another batch.')
      if (!(await place.write((storage) => storage.setMany([batchRow(batch)])))) return notKept()
      await tidy()
      return ok({ added: codes.length })
    },
  }
}

const bad = (what: string) => refused<StockRefusal>({ code: 'bad_batch', what })

/** Of one that has ended, what was in it is no longer known. */
const isOther = (batch: CouponBatch, same: CouponBatch): boolean =>
  codesOf(same).length > 0 && contentOf(batch) !== contentOf(same)

const contentOf = ({ offer, validUntil, coupons }: CouponBatch): string =>
  JSON.stringify([offer, validUntil, Object.entries(coupons).sort(([one], [other]) => (one < other ? -1 : 1))])
