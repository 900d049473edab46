import type { Clock } from '../../ports/clock.js'
import type { Board } from '../picture/board.js'
import type { Failure } from './heard.js'

/** Whether the server can be talked to, and when it is tried again: later each time, and never by all at the same moment. */
export interface Connection {
  /** Not while it is left alone. */
  mayTalk(): boolean
  /** A request begins, where it may; what was planned is not needed any more. */
  begins(): boolean
  /** @returns in how many ms it is tried again */
  failed(failure: Failure): number
  /** Another tab has failed, and tries again after so many ms: this one does later, in case that one is gone. */
  failedElsewhere(failure: Failure): void
  reached(): void
  /** Somebody wants to know now: the next request begins whatever was planned, or fails meanwhile. */
  resume(): void
  stop(): void
}

/** In ms. */
const first = 1_000
const longest = 60_000
/** The site or its reader has to do something before it makes sense to try again. */
const seldom = 300_000

export function createConnection(board: Board, clock: Clock, again: () => void): Connection {
  let failures = 0
  let stopped = false
  let eager = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(connection: Failure['kind'], wait: number): void {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => {
      forget()
      again()
    }, wait)
    // In Node it would keep the process alive.
    const { unref } = timer as { unref?: () => void }
    unref?.call(timer)
    board.set({ connection, nextTry: clock() + wait })
  }

  function forget(): void {
    clearTimeout(timer)
    timer = undefined
    if (board.get().nextTry !== null) board.set({ nextTry: null })
  }

  const mayTalk = (): boolean => !stopped && (eager || timer === undefined)

  return {
    mayTalk,
    begins() {
      if (!mayTalk()) return false
      eager = false
      forget()
      return true
    },
    failed({ kind, wait }) {
      const isUpToThem = kind === 'signed-out' || kind === 'outdated'
      const most = isUpToThem ? seldom : Math.min(longest, first * 2 ** failures++)
      const chosen = Math.round((isUpToThem ? Math.max(wait, seldom) : wait) + Math.random() * most)
      plan(kind, chosen)
      return chosen
    },
    failedElsewhere({ kind, wait }) {
      failures++
      plan(kind, wait + 500 + Math.random() * 1_000)
    },
    reached() {
      failures = 0
      forget()
      if (board.get().connection !== 'online') board.set({ connection: 'online' })
    },
    resume() {
      failures = 0
      eager = true
      forget()
    },
    stop() {
      stopped = true
      forget()
    },
  }
}
