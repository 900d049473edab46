/** Calls back when the page can reach the network again or is seen again, and when it goes. */
export function watchPage(on: { readonly back: () => void; readonly leaving: () => void }): () => void {
  if (typeof addEventListener !== 'function' || typeof document === 'undefined') return () => undefined
  const listening = new AbortController()
  const { signal } = listening
  addEventListener('online', on.back, { signal })
  addEventListener('pageshow', (event) => event.persisted && on.back(), { signal })
  document.addEventListener('visibilitychange', on.back, { signal })
  addEventListener('pagehide', on.leaving, { signal })
  return () => listening.abort()
}
