/** One piece of work that only one tab may do at a time. */
interface Work<Value> {
  /** Aborted where somebody else took the lock, or the page goes: `run` then resolves at once. */
  readonly mine: AbortController
  readonly run: () => Promise<Value>
  /** Takes the lock from whoever has it. */
  readonly steal: boolean
}

/** A tab that holds the lock for so long (ms) is frozen or broken: each request of a living one ends before. */
const longest = 15_000

/** Works under a lock of all tabs. A page whose origin may not lock (a sandbox) works without. */
export async function lockedBy<Value>(
  locks: LockManager,
  name: string,
  { mine, run, ...work }: Work<Value>,
  patience = longest,
): Promise<Value | undefined> {
  let running: Promise<Value> | undefined
  let { steal } = work
  while (!mine.signal.aborted) {
    const before = steal ? undefined : holder(locks, name)
    const waiting = new AbortController()
    const giveUp = () => waiting.abort()
    // Not all who wait at the same moment.
    const timer = steal ? undefined : setTimeout(giveUp, patience * (1 + Math.random() / 15))
    mine.signal.addEventListener('abort', giveUp)
    try {
      return await locks.request(name, steal ? { steal } : { signal: waiting.signal }, () => {
        clearTimeout(timer)
        running = run()
        return running
      })
    } catch {
      clearTimeout(timer)
      if (running) {
        // Robbed, for having been too slow.
        mine.abort()
        return running
      }
      if (!waiting.signal.aborted) return run()
      // Who has had it all the while has no turn in between: this one was next in line.
      const now = await holder(locks, name)
      steal = now !== undefined && now === (await before)
    } finally {
      mine.signal.removeEventListener('abort', giveUp)
    }
  }
  return undefined
}

const holder = async (locks: LockManager, name: string): Promise<string | undefined> => {
  const { held = [] } = await locks.query().catch(() => ({ held: [] as LockInfo[] }))
  return held.find((lock) => lock.name === name)?.clientId
}
