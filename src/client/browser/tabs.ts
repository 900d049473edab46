import type { Failure } from '../sending/heard.js'
import type { Settled } from '../settled.js'
import { lockedBy } from './lock.js'

/** What one tab tells the others: something changed in storage, these answers came, the server was heard or was not. */
export interface News {
  /** Who is here now. */
  readonly who: string | null
  /** Marks of what was written: who has them all need not read. */
  readonly wrote: readonly string[]
  readonly answers: readonly Settled[]
  readonly server?: Failure | { readonly kind: 'online'; readonly changed: boolean }
}

/** The other tabs of this browser that have the same program open. */
export interface Tabs {
  tell(news: News): void
  /**
   * Runs a task while no other tab runs one; where the browser has no locks, while this page runs none.
   *
   * @param task stops at its signal, and changes nothing any more: somebody else works now
   * @returns `undefined` where it was stopped
   */
  alone<Value>(task: (signal: AbortSignal) => Promise<Value>): Promise<Value | undefined>
  /** Stops whoever works, here or elsewhere, and runs a task. */
  instead<Value>(task: () => Promise<Value>): Promise<Value>
  /** Lets go of everything that would keep the page out of the back/forward cache, or the others waiting for it. */
  leave(): void
  back(): void
  close(): void
}

/** @param name of the program; `undefined` where there are no others */
export function createTabs(name: string | undefined, hear: (news: News) => void): Tabs {
  const inPage = createTurns()
  const { locks } = (name === undefined ? {} : (globalThis.navigator ?? {})) as Partial<Navigator>
  let channel: BroadcastChannel | undefined
  let flight: AbortController | undefined
  let away = false

  function join(): void {
    if (name === undefined || typeof BroadcastChannel === 'undefined') return
    channel = new BroadcastChannel(name)
    channel.addEventListener('message', (event: MessageEvent<News>) => hear(event.data))
    // In Node it would keep the process alive.
    const { unref } = channel as { unref?: () => void }
    unref?.call(channel)
  }

  function part(): void {
    channel?.close()
    channel = undefined
  }

  async function fly<Value>(task: (signal: AbortSignal) => Promise<Value>, steal = false): Promise<Value | undefined> {
    if (away) return undefined
    const mine = new AbortController()
    flight = mine
    const stopped = new Promise<undefined>((resolve) => {
      mine.signal.addEventListener('abort', () => resolve(undefined))
    })
    const run = () => Promise.race([task(mine.signal), stopped])
    return locks && name !== undefined ? lockedBy(locks, name, { mine, run, steal }) : run()
  }

  join()
  return {
    tell: (news) => channel?.postMessage(news),
    alone: (task) => inPage(() => fly(task)),
    async instead(task) {
      flight?.abort()
      let running: ReturnType<typeof task> | undefined
      await inPage(() =>
        fly(() => {
          running = task()
          return running
        }, true),
      )
      // Once begun it goes to its end; and it is begun, whatever becomes of locks.
      return running ?? task()
    },
    leave() {
      away = true
      flight?.abort()
      part()
    },
    back() {
      away = false
      part()
      join()
    },
    close: part,
  }
}

/** Runs tasks one after the other, in the order in which they came. */
export function createTurns(): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const mine = last.then(task)
    last = mine.catch(() => undefined)
    return mine
  }
}
