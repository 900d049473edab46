import type { CouponBatch } from '../../core/points/signed-coupon.js'
import type { OpenStorage, Storage } from '../../ports/storage.js'
import { inTime, later } from './in-line.js'
import { newMark } from './new-mark.js'
import { batchRow, emptied, emptyShelf, idRow, isSameShelf, type Shelf, shelfOf } from './shelf.js'

/** How a stock fares with the device's storage. */
export interface StockStatus {
  /**
   * `durable`: what was handed out stays so; `memory`: until the page is closed, and a batch must not be added again by
   * the next one; `failed`: nothing is handed out until storage works again.
   */
  readonly storage: 'loading' | 'durable' | 'memory' | 'failed'
  /** Why it failed, as the browser says it. */
  readonly reason?: string
}

/** The place in storage where a stock is kept, and what was last seen of it. */
export interface Place {
  /** Nothing, where it can't be read or written. */
  readonly shelf: Shelf
  readonly status: StockStatus
  /** Reads it now; `undefined` where that fails. */
  look(): Promise<Shelf | undefined>
  /** Says whether it was done. */
  write(task: (storage: Storage) => Promise<void>): Promise<boolean>
  close(): void
}

/** How it is laid out: a page that knows an older layout leaves a newer one alone. */
const layout = ['format', 1] as const
const first = 250
const longest = 64_000

/** @param changed is called where the shelf or the status did */
export function createPlace(open: OpenStorage, name: string, changed: () => void): Place {
  let opening: Promise<Storage> | undefined
  let isOpen = false
  let shelf = emptyShelf
  let status: StockStatus = { storage: 'loading' }
  /** Every batch that this page has seen here, without its codes: it must not come back where storage was emptied. */
  const seen = new Map<string, CouponBatch>()
  let asked = 0
  let answered = 0
  let failures = 0
  let stop: (() => void) | undefined
  let isClosed = false

  function become(next: StockStatus, found: Shelf): void {
    const isSame = isSameShelf(shelf, found)
    const isSameStatus = status.storage === next.storage && status.reason === next.reason
    status = next
    if (!isSame) shelf = found
    if (!(isSame && isSameStatus) && !isClosed) changed()
  }

  async function reach<Value>(
    task: (storage: Storage) => Promise<Value>,
  ): Promise<{ readonly value: Value } | undefined> {
    if (isClosed) return undefined
    try {
      return await inTime(async () => {
        opening ??= Promise.resolve(open(name, lost))
        const storage = await opening
        isOpen = true
        return { value: await task(storage) }
      })
    } catch (error) {
      if (!isOpen) opening = undefined
      become(
        { storage: 'failed', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
        emptyShelf,
      )
      tryAgain()
      return undefined
    }
  }

  function tryAgain(): void {
    if (isClosed || stop) return
    stop = later(Math.min(first * 2 ** failures++, longest), async () => {
      stop = undefined
      // It must be possible to write as well: what can be read alone can't be handed out.
      if (await write((storage) => storage.setMany([layout]))) await look()
    })
  }

  function lost(): boolean {
    look()
    return !isClosed
  }

  async function write(task: (storage: Storage) => Promise<void>): Promise<boolean> {
    return (await reach(task)) !== undefined
  }

  /** A place that is new, or was emptied from outside, gets an id, and the names of the batches that were here. */
  async function founded(found: Shelf, storage: Storage): Promise<Shelf> {
    if (found.id !== undefined) return found
    const id = newMark()
    await storage.setMany([layout, idRow(id), ...[...seen.values()].map(batchRow)])
    return { ...found, id }
  }

  async function look(): Promise<Shelf | undefined> {
    asked += 1
    const mine = asked
    const read = await reach(async (storage) => {
      const rows = await storage.entries()
      const written = rows.find(([key]) => key === layout[0])?.[1]
      if (written !== undefined && !((written as number) <= layout[1]))
        throw new DOMException('These coupons were kept by a newer version of this page; reload it.', 'VersionError')
      return { found: await founded(shelfOf(rows), storage), isDurable: storage.durable !== false }
    })
    if (!read) return undefined
    const { found, isDurable } = read.value
    for (const batch of found.batches) seen.set(batch.id, emptied(batch))
    failures = 0
    // What was asked later may have been answered before.
    if (mine > answered) {
      answered = mine
      become({ storage: isDurable ? 'durable' : 'memory' }, found)
    }
    return found
  }

  return {
    get shelf() {
      return shelf
    },
    get status() {
      return status
    },
    look,
    write,
    close() {
      isClosed = true
      stop?.()
    },
  }
}
