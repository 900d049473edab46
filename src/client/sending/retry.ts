/** Tries again later, each time after a longer wait; never all clients at the same moment. */
export interface Retry {
  /** @param wait ms that the server asked for */
  later(wait: number): void
  /** Not while the server asked to be left alone. */
  mayTry(): boolean
  /** Forgets the failures and what was planned. */
  reset(): void
}

const first = 1_000
const longest = 60_000

export function createRetry(again: () => void): Retry {
  let failures = 0
  let until = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)
  return {
    later(wait) {
      stop()
      until = Date.now() + wait
      const most = Math.min(longest, first * 2 ** failures++)
      timer = setTimeout(again, Math.max(wait, most / 2 + Math.random() * (most / 2)))
      // In Node it would keep the process alive.
      const { unref } = timer as { unref?: () => void }
      unref?.call(timer)
    },
    mayTry: () => Date.now() >= until,
    reset() {
      failures = 0
      until = 0
      stop()
    },
  }
}
