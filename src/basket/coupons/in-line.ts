/** So long (ms) anybody waits for storage that does not answer, or for a tab that stopped in the middle. */
export const patience = 4_000

/** Runs tasks of this page one after the other, in the order in which they came. */
export function createLine(): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const mine = last.then(task)
    last = mine.catch(() => undefined)
    return mine
  }
}

/**
 * Runs a task while no other tab runs one. Where the browser has no locks (a page without https has none), or a tab that
 * was frozen holds it, the task runs all the same: nobody may rely on being alone, it only spares trying again.
 */
export async function oneTabAtATime<Value>(name: string, task: () => Promise<Value>): Promise<Value> {
  const { locks } = (globalThis.navigator ?? {}) as Partial<Navigator>
  if (!locks) return task()
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), patience)
  let running: Promise<Value> | undefined
  try {
    return await locks.request(name, { signal: waiting.signal }, () => {
      clearTimeout(timer)
      running = task()
      return running
    })
  } catch {
    return running ?? task()
  } finally {
    clearTimeout(timer)
  }
}

/** @throws what the task throws, and after `patience` that it does not answer */
export async function inTime<Value>(task: () => Promise<Value> | Value): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The browser’s storage does not answer.')), patience)
  })
  try {
    return await Promise.race([task(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Does something later; it keeps no process alive. */
export function later(ms: number, task: () => void): () => void {
  // Timers know no more than 31 bits: who has to wait longer is asked in between.
  const timer = setTimeout(task, Math.min(ms, 2 ** 31 - 1))
  const { unref } = timer as { unref?: () => void }
  unref?.call(timer)
  return () => clearTimeout(timer)
}
