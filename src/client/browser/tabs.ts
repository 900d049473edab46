import type { Settled } from '../settled.js'

/** What one tab tells the others: something changed in storage, and these answers came. */
export interface News {
  /** Who is here now. */
  readonly who: string | null
  /** Marks of what was written: who has them all need not read. */
  readonly wrote: readonly string[]
  readonly answers: readonly Settled[]
}

/** The other tabs of this browser that have the same program open. */
export interface Tabs {
  tell(news: News): void
  /** Runs a task while no other tab runs one; where the browser has no locks, while this page runs none. */
  alone<Value>(task: () => Promise<Value>): Promise<Value>
  close(): void
}

/** @param name of the program; `undefined` where there are no others */
export function createTabs(name: string | undefined, hear: (news: News) => void): Tabs {
  const hears = name !== undefined && typeof BroadcastChannel !== 'undefined'
  const channel = hears ? new BroadcastChannel(name) : undefined
  channel?.addEventListener('message', (event: MessageEvent<News>) => hear(event.data))
  // In Node it would keep the process alive.
  const { unref } = (channel ?? {}) as { unref?: () => void }
  unref?.call(channel)
  const inPage = createTurns()
  const { locks } = (globalThis.navigator ?? {}) as Partial<Navigator>
  let open = true
  return {
    tell(news) {
      if (open) channel?.postMessage(news)
    },
    alone: (task) => inPage(() => (locks && name !== undefined ? lockedBy(locks, name, task) : task())),
    close() {
      open = false
      channel?.close()
    },
  }
}

/** A page whose origin may not lock (a sandbox) works without. */
async function lockedBy<Value>(locks: LockManager, name: string, task: () => Promise<Value>): Promise<Value> {
  let running: Promise<Value> | undefined
  try {
    return await locks.request(name, () => {
      running = task()
      return running
    })
  } catch {
    return running ?? task()
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
