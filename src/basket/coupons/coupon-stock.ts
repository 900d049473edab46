import type { CouponBatch, SignedCoupon } from '../../core/points/signed-coupon.js'
import { ok, type Result, refused } from '../../core/result.js'
import type { Clock } from '../../ports/clock.js'
import type { Coupons } from '../../ports/coupons.js'
import type { OpenStorage } from '../../ports/storage.js'
import { createLine, later, oneTabAtATime } from './in-line.js'
import { createPlace, type StockStatus } from './place.js'
import { type BadBatch, readBatch } from './read-batch.js'
import {
  batchRow,
  codesOf,
  countsOn,
  emptied,
  freeOn,
  handKey,
  isHeldBy,
  nextEnd,
  type Shelf,
  staleOn,
} from './shelf.js'
import { createSiblings } from './siblings.js'

/** Why a batch was not taken in; of one that is refused nothing is kept. */
export type StockRefusal =
  | BadBatch
  /** It has ended already. */
  | { readonly code: 'over' }
  /** Storage refused it; `reason` is what the browser says. */
  | { readonly code: 'not_kept'; readonly reason: string }

/** A device's own stock of coupons that the server signed in advance. Made by `couponStock`. */
export interface CouponStock extends Coupons {
  /** Storage was read, or could not be. Before it, nothing is left. Never rejects. */
  readonly ready: Promise<void>
  readonly status: StockStatus
  /**
   * Takes in a batch. The same one again adds nothing, and never brings back what was handed out.
   *
   * @returns how many coupons came to the stock
   */
  add(batch: CouponBatch): Promise<Result<{ readonly added: number }, StockRefusal>>
  /** How many there are of each of an offer's coupons. */
  counts(offer: string): { readonly [coupon: string]: number }
  /** Lets go of everything that would keep others waiting. Nothing is handed out any more. */
  close(): void
}

/** So often somebody tries who has laid a hand on a code together with another tab. */
const mostTries = 8

/**
 * The coupons that a till may hand out without asking anybody: in the device's storage, for all its tabs together.
 *
 * A coupon is written off before it is handed out, and the writing is read again: of two tabs that laid a hand on the
 * same code, none gets it. What a crash interrupts is lost and given to nobody; the server has it back when its batch
 * ends.
 *
 * @param open where it is kept; a till takes `indexedDb('strict')`, which a power cut does not take back
 * @param name one for each stock of an origin
 *
 * @example
 * const stock = couponStock(indexedDb('strict'), 'till')
 * await stock.ready
 * const added = await stock.add(await (await fetch('/till/coupons')).json())
 * if (!added.ok) console.error(added.error.code)
 */
export function couponStock(
  open: OpenStorage,
  name: string,
  { clock = Date.now }: { readonly clock?: Clock } = {},
): CouponStock {
  const full = `evenhanded-coupons:${name}`
  const hand = newHand()
  const inLine = createLine()
  const alone = <Value>(task: () => Promise<Value>) => inLine(() => oneTabAtATime(full, task))
  const listeners = new Set<() => void>()
  const siblings = createSiblings(full, () => place.look())
  const lists = new Map<string, List>()
  let stopWaiting: (() => void) | undefined

  const place = createPlace(open, full, () => tell())

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

  async function take(offer: string, coupon: string): Promise<SignedCoupon | null> {
    for (let tries = 0; tries < mostTries; tries++) {
      const shelf = await place.look()
      if (!shelf) return null
      const free = freeOn(shelf, offer, coupon, clock())
      // Where another tab has stumbled over the same code, not both over the next.
      const chosen = free[tries === 0 ? 0 : Math.floor(Math.random() * free.length)]
      if (!chosen && tries === 0) return null
      const laid = chosen && (await lay(chosen.code))
      if (laid === 'first') return chosen ?? null
      if (laid === 'failed') return null
      await pause(2 ** tries * Math.random())
    }
    return null
  }

  /** Writes a code off. Whoever reads its own hand alone on it was the first: everybody after it reads both. */
  async function lay(code: string): Promise<'first' | 'together' | 'failed'> {
    const key = handKey(hand, code)
    if (!(await place.write((storage) => storage.setMany([[key, clock()]])))) return 'failed'
    const shelf = await place.look()
    if (!shelf) return 'failed'
    if (isHeldBy(shelf, hand, code)) return 'first'
    await place.write((storage) => storage.delMany([key]))
    return 'together'
  }

  async function add(given: unknown): ReturnType<CouponStock['add']> {
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
  }

  const notKept = () => refused<StockRefusal>({ code: 'not_kept', reason: place.status.reason ?? '' })

  /** Empties what has ended, by name it stays; then forgets whose hands were on it, which it no longer needs. */
  async function tidy(): Promise<void> {
    const shelf = await place.look()
    const ended = shelf?.batches.filter((batch) => batch.validUntil <= clock() && codesOf(batch).length > 0) ?? []
    if (!shelf || ended.length === 0) return
    if (!(await place.write((storage) => storage.setMany(ended.map((batch) => batchRow(emptied(batch))))))) return
    const emptier = await place.look()
    if (emptier) await place.write((storage) => storage.delMany(staleOn(emptier)))
  }

  const ready = alone(tidy)
  return {
    ready,
    get status() {
      return place.status
    },
    left,
    counts: (offer) => Object.fromEntries(countsOn(place.shelf, offer, clock())),
    async take(offer, coupon) {
      const taken = await alone(() => take(offer, coupon))
      if (taken) siblings.tell()
      return taken
    },
    async add(batch) {
      const added = await alone(() => add(batch))
      if (added.ok) siblings.tell()
      return added
    },
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

const bad = (what: string) => refused<StockRefusal>({ code: 'bad_batch', what })

/** Of one that has ended, what was in it is no longer known. */
const isOther = (batch: CouponBatch, same: CouponBatch): boolean =>
  codesOf(same).length > 0 && contentOf(batch) !== contentOf(same)

const contentOf = ({ offer, validUntil, coupons }: CouponBatch): string =>
  JSON.stringify([offer, validUntil, Object.entries(coupons).sort(([one], [other]) => (one < other ? -1 : 1))])

/** Whose hand it is: one for each page that is opened. */
const newHand = (): string =>
  [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
