import { createClient } from 'evenhanded/client'
import { createStore, entries, get, set, setMany } from 'idb-keyval'
import { answers, program } from './program.js'

// What is measured inside the page, and what the bench does to it from outside. Times are in milliseconds.

const tab = new URLSearchParams(location.search).get('tab') ?? ''
let isReachable = true
const start = () =>
  createClient({
    ...{ program, touchpoint: 'web', server: { url: '/evenhanded', headers: { 'x-tab': tab } } },
    fetch: (url, init) => (isReachable ? fetch(url, init) : Promise.reject(new TypeError('There is no network'))),
  })

type Shop = ReturnType<typeof start>

/** Ours and the reference, in turns. */
export interface Timed {
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}

let shop: Shop

async function timed(task: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await task()
  return performance.now() - from
}

async function order(): Promise<void> {
  const said = await shop.offer('order').accept(answers)
  if (!said.ok) throw new Error(`The order was refused: ${said.error.code}`)
}

/** The databases that a client has opened, and the first of their entries whose key begins so. */
async function kept(key: string): Promise<{ readonly name: string; readonly key: string; readonly value: unknown }> {
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('evenhanded:')) continue
    const found = (await entries(createStore(name, 'kept'))).find(([one]) => String(one).startsWith(key))
    if (found) return { name, key: String(found[0]), value: found[1] }
  }
  throw new Error(`Nothing is kept under ${key}`)
}

const nth = (n: number): string => `outbox:0192f0c4-7a1e-7000-8000-${String(n).padStart(12, '0')}`

/** Makes every write wait for the disk, ours as well as the reference's. */
function strictly(): void {
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (names, mode, options) {
    return transaction.call(this, names, mode, { ...options, durability: 'strict' })
  }
}

export interface Accepting {
  readonly count: number
  readonly atOnce?: boolean
  readonly offline?: boolean
  readonly strict?: boolean
  readonly rounds: number
}

/** So many orders, one after the other or all at once, beside as many writes of the same bytes; in turns. */
async function accepting({ count, atOnce, offline, strict, rounds }: Accepting): Promise<Timed> {
  if (strict) strictly()
  shop = start()
  await shop.ready
  isReachable = false
  await order()
  const { value } = await kept('outbox:')
  const store = createStore('reference', 'kept')
  const all = Array.from({ length: count }, (_, n) => n)
  const taken = { ours: [] as number[], theirs: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    isReachable = true
    await shop.sync()
    isReachable = !offline
    // Each after a rest of its own: what runs second would find the processor awake.
    await pause(20)
    taken.ours.push(
      await timed(async () => {
        if (atOnce) await Promise.all(all.map(order))
        else for (const _ of all) await order()
      }),
    )
    isReachable = true
    await shop.sync()
    await pause(20)
    const pairs = all.map((n) => [nth(round * count + n), value] as [string, unknown])
    taken.theirs.push(
      await timed(async () => {
        if (atOnce) await setMany(pairs, store)
        else for (const [key, one] of pairs) await set(key, one, store)
      }),
    )
  }
  return taken
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** So many orders that the server has answered. */
async function remember(orders: number): Promise<{ readonly name: string; readonly key: string }> {
  shop = start()
  await shop.ready
  for (let done = 0; done < orders; done += 100) {
    await Promise.all(Array.from({ length: Math.min(100, orders - done) }, order))
    await shop.sync()
  }
  const { name, key } = await kept('home')
  return { name, key }
}

/** From the first moment of a visit until the client is ready. */
async function visit(): Promise<number> {
  const took = await timed(() => {
    shop = start()
    return shop.ready
  })
  if (!shop.can('invoice')) throw new Error('The returning visitor is not known')
  return took
}

/** The least that anything kept in a browser costs: its database opened, and one value read. */
async function bare(name: string, key: string): Promise<number> {
  let value: unknown
  const took = await timed(async () => {
    value = await get(key, createStore(name, 'kept'))
  })
  if (value === undefined) throw new Error('The snapshot is not there')
  return took
}

const clock = (): number => performance.timeOrigin + performance.now()

/** Opens a client and waits until the server has answered what there was to say. */
async function open(): Promise<void> {
  shop = start()
  await shop.ready
  await shop.sync()
}

/** Changes the town, and says when. */
async function move(town: string): Promise<number> {
  const at = clock()
  const said = await shop.rectify('town', town)
  if (!said.ok) throw new Error(`The change was refused: ${said.error.code}`)
  return at
}

/** When this tab knows of a town. */
const sees = (town: string): Promise<number> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (shop.read('town', 'delivery') !== town) return
      stop()
      resolve(clock())
    }
    const stop = shop.subscribe(look)
  })

/** Tells the page that it goes into the back/forward cache, and says when. */
function hide(): number {
  const at = clock()
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
  return at
}

const bench = { accepting, remember, visit, bare, open, order, move, sees, hide, sync: () => shop.sync() }

export type Bench = typeof bench

declare global {
  interface Window {
    bench: Bench
  }
}

window.bench = bench
