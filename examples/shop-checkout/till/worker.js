// The till's own worker, and of the till's page alone: what was once loaded opens without a connection as well. It asks
// the network first, so that nobody works with yesterday's page while there is one of today.

const kept = 'till'

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(answer(event.request))
})

async function answer(request) {
  try {
    const fresh = await fetch(request)
    if (fresh.ok) await (await caches.open(kept)).put(request, fresh.clone())
    return fresh
  } catch {
    return (await caches.match(request, { cacheName: kept, ignoreVary: true })) ?? Response.error()
  }
}
