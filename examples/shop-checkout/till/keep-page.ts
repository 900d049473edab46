/**
 * Keeps the page, what it has loaded and the model, so that the till also opens without a connection. Of an older page
 * nothing stays.
 *
 * @param isConnected without, what was kept before is left as it is
 * @returns whether it will open again
 */
export async function keepPage(isConnected: boolean): Promise<boolean> {
  try {
    await navigator.serviceWorker.register('./worker.js', { scope: './' })
    await navigator.serviceWorker.ready
    const cache = await caches.open('till')
    if (isConnected) {
      const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
      const needed = new Set(
        [location.pathname, ...loaded.filter((name) => /\/assets\/|\/api\/goes-with$/.test(name))].map(
          (name) => new URL(name, location.href).href,
        ),
      )
      await cache.addAll([...needed])
      for (const request of await cache.keys()) if (!needed.has(request.url)) await cache.delete(request)
    }
    return (await cache.match(location.pathname)) !== undefined
  } catch {
    // A browser without it, or one that keeps nothing: the till works until it is closed.
    return false
  }
}
