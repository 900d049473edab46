import type { CouponBatch } from '../../core/points/signed-coupon.js'
import type { Clock } from '../../ports/clock.js'
import type { Coupons } from '../../ports/coupons.js'
import type { OpenStorage } from '../../ports/storage.js'
import { createHandingOut, type HandingOut } from './handing-out.js'
import { createLine, later, oneTabAtATime } from './in-line.js'
import { createPlace, type StockStatus } from './place.js'
import { countsOn, nextEnd, type Shelf } from './shelf.js'
import { createSiblings } from './siblings.js'
import { createTakingIn, type TakingIn } from './taking-in.js'

/** A device's own stock of coupons that the server signed in advance. Made by `couponStock`. */
export interface CouponStock extends Coupons {
  /** Storage was read, or could not be. Before it, nothing is left. Never rejects. */
  readonly ready: Promise<void>
  readonly status: StockStatus
  /**
   * Of this stock as it is kept: once storage was emptied it is another one. A server that signs one batch for each id
   * and day never signs the same codes again for a stock that has forgotten what it handed out. `null` where storage
   * fails.
   */
  readonly id: string | null
  /**
   * Takes in a batch. The same one again adds nothing, and never brings back what was handed out.
   *
   * @returns how many coupons came to the stock
   */
  add(batch: CouponBatch): ReturnType<TakingIn['add']>
  /** How many there are of each of an offer's coupons. */
  counts(offer: string): { readonly [coupon: string]: number }
  /**
   * Gives up what is left of a batch, as of a till that is taken away: none of it is handed out any more. Asked again,
   * also after a reload, it says the same codes again, since they may not have reached the server.
   *
   * @returns its codes; what was handed out is not among them. Empty where storage fails
   *
   * @example
   * const stock = couponStock(indexedDb('strict'), 'till')
   * const batch = 'b-2027-01'
   * const codes = await stock.giveUp(batch)
   * await fetch('/till/coupons', { method: 'DELETE', body: JSON.stringify({ batch, codes }) })
   */
  giveUp(batch: string): ReturnType<HandingOut['giveUp']>
  /** Lets go of everything that would keep others waiting. Nothing is handed out any more. */
  close(): void
}

/**
 * The coupons that a till may hand out without asking anybody: in the device's storage, for all its tabs together.
 *
 * A coupon is written off before it is handed out. What a crash interrupts is given to nobody; the server has it back
 * when its batch ends.
 *
 * @param open where it is kept; a till takes `indexedDb('strict')`, which a power cut does not take back
 * @param name one for each stock of an origin
 *
 * @example
 * const stock = couponStock(indexedDb('strict'), 'till')
 * await stock.ready
 * // There: server.coupons.sign({ …, key: `${id}/${day}` }), where `id` is the stock's
 * const added = await stock.add(await (await fetch(`/till/coupons?stock=${stock.id}`)).json())
 * if (!added.ok) console.error(added.error.code)
 */
export function couponStock(
  open: OpenStorage,
  name: string,
  { clock = Date.now }: { readonly clock?: Clock } = {},
): CouponStock {
  const full = `evenhanded-coupons:${name}`
  const inLine = createLine()
  const alone = <Value>(task: () => Promise<Value>) => inLine(() => oneTabAtATime(full, task))
  const listeners = new Set<() => void>()
  const siblings = createSiblings(full, () => place.look())
  const lists = new Map<string, List>()
  let stopWaiting: (() => void) | undefined

  const place = createPlace(open, full, () => tell())
  const { take, giveUp } = createHandingOut(place, clock)
  const { add, tidy } = createTakingIn(place, clock)

  function tell(): void {
    stopWaiting?.()
    const end = nextEnd(place.shelf, clock())
    if (Number.isFinite(end)) stopWaiting = later(end - clock(), tell)
    // Each by itself: one that throws must not be in the way of who takes a coupon just now.
    for (const listener of listeners) queueMicrotask(() => listeners.has(listener) && listener())
  }

  function left(offer: string): readonly string[] {
    const [shelf, now] = [place.shelf, clock()]
    const before = lists.get(offer)
    if (before && before.shelf === shelf && before.from <= now && now < before.until) return before.names
    const names = [...countsOn(shelf, offer, now).keys()].sort()
    const isSame = before?.names.length === names.length && names.every((name, n) => name === before.names[n])
    const list = { shelf, from: now, until: nextEnd(shelf, now), names: isSame ? before.names : names }
    lists.set(offer, list)
    return list.names
  }

  async function telling<Value>(task: () => Promise<Value>): Promise<Value> {
    const before = place.shelf
    const done = await alone(task)
    if (place.shelf !== before) siblings.tell()
    return done
  }

  const ready = alone(tidy)
  return {
    ready,
    get status() {
      return place.status
    },
    get id() {
      return place.shelf.id ?? null
    },
    left,
    counts: (offer) => Object.fromEntries(countsOn(place.shelf, offer, clock())),
    take: (offer, coupon) => telling(() => take(offer, coupon)),
    giveUp: (batch) => telling(() => giveUp(batch)),
    add: (batch) => telling(() => add(batch)),
    subscribe(listener) {
      const mine = () => listener()
      listeners.add(mine)
      return () => void listeners.delete(mine)
    },
    close() {
      stopWaiting?.()
      siblings.close()
      place.close()
    },
  }
}

/** What was left of an offer from one moment on until another. */
interface List {
  readonly shelf: Shelf
  readonly from: number
  readonly until: number
  readonly names: readonly string[]
}
