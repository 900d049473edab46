import type { Server } from 'evenhanded/server'

/** The due work of a server, again and again until it is stopped. */
export interface DueLoop {
  /** Ends it once what runs is done. */
  stop(): Promise<void>
}

const minute = 60_000
const hour = 60 * minute

/** So long one run may take before it begins anew. */
const budget = minute / 2

/**
 * Does the due work every minute, and once an hour what looks at everybody whose points end soon. Many servers do it at
 * once, each a little earlier or later: whoever comes second finds it done.
 *
 * @param failed is told of what failed; the next run tries again
 */
export function dueLoop(server: Pick<Server, 'dueWork'>, failed: (error: unknown) => void): DueLoop {
  let isStopped = false
  let wake = (): void => undefined
  let told = Number.NEGATIVE_INFINITY
  const run = async (): Promise<boolean> => {
    const now = performance.now()
    const notices = now - told >= hour
    try {
      const { more } = await server.dueWork({ budget, notices })
      if (notices && !more) told = now
      return more
    } catch (error) {
      failed(error)
      return false
    }
  }
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, minute * (0.75 + Math.random() / 2))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const running = (async () => {
    while (!isStopped) if (!(await run()) && !isStopped) await pause()
  })()
  return {
    async stop() {
      isStopped = true
      wake()
      await running
    },
  }
}
