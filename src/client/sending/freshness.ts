/**
 * When to ask the server for what was changed elsewhere: soon after a change, ever more seldom while there is none, and as
 * soon as somebody looks at the page again. Only pages that are seen ask, and one of them for all tabs of a browser.
 */
export interface Freshness {
  /** The server has spoken, to this tab or (`elsewhere`) to another. */
  heard(changed: boolean, elsewhere?: boolean): void
  /** The page is seen again: asks, unless somebody has just done so. */
  seen(): void
  stop(): void
}

/** In ms. */
interface Pace {
  readonly shortest: number
  readonly longest: number
  /** So long, an answer is fresh whoever looks. */
  readonly fresh: number
}

export function createFreshness(
  ask: () => void,
  { shortest, longest, fresh }: Pace = { shortest: 10_000, longest: 300_000, fresh: 2_000 },
): Freshness {
  let wait = shortest
  let askedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => clearTimeout(timer)

  function look(): void {
    if (!isSeen()) return
    askedAt = performance.now()
    ask()
  }

  return {
    stop,
    heard(changed, elsewhere = false) {
      stop()
      askedAt = performance.now()
      wait = changed ? shortest : Math.min(longest, wait * 2)
      // Who has asked asks again: the others come later, in case that one is gone.
      if (isSeen()) timer = setTimeout(look, wait * (elsewhere ? 1.1 + Math.random() * 0.2 : 1))
    },
    seen() {
      if (performance.now() - askedAt >= fresh) look()
    },
  }
}

/** Where there is no page, as in Node, nobody looks. */
const isSeen = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'visible'
