/** What becomes of the page, in the words of its reader. */
export interface PageLife {
  /** The network is there again, as the browser says. */
  readonly reachable: () => void
  /** Somebody looks at it again. */
  readonly seen: () => void
  readonly hidden: () => void
  /** It goes; `isKept`: perhaps to be shown once more as it is, out of the back/forward cache or a freezer. */
  readonly gone: (isKept: boolean) => void
  readonly back: () => void
}

export function watchPage(on: PageLife): () => void {
  if (typeof addEventListener !== 'function' || typeof document === 'undefined') return () => undefined
  const listening = new AbortController()
  const { signal } = listening
  addEventListener('online', on.reachable, { signal })
  addEventListener('focus', on.seen, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && on.back(), { signal })
  addEventListener('pagehide', ({ persisted }) => on.gone(persisted), { signal })
  document.addEventListener('freeze', () => on.gone(true), { signal })
  document.addEventListener('resume', on.back, { signal })
  document.addEventListener(
    'visibilitychange',
    () => (document.visibilityState === 'visible' ? on.seen() : on.hidden()),
    { signal },
  )
  return () => listening.abort()
}
