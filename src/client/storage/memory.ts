import type { OpenStorage } from '../../ports/storage.js'

/**
 * Keeps everything in this page's memory, until it is closed. Clients that share one `memory()` share what
 * it holds, as tabs share a browser's storage.
 *
 * @example
 * createClient({ program: shop, server: '/evenhanded', touchpoint: 'web', storage: memory() })
 */
export function memory(): OpenStorage {
  const places = new Map<string, Map<string, unknown>>()
  return (name) => ({
    durable: false,
    async get(key) {
      return structuredClone(places.get(name)?.get(key))
    },
    async setMany(entries) {
      // Cloned before any is set: one value that cannot be cloned leaves everything as it was.
      const copies = structuredClone(entries)
      const place = places.get(name) ?? new Map<string, unknown>()
      places.set(name, place)
      for (const [key, value] of copies) place.set(key, value)
    },
    async delMany(keys) {
      for (const key of keys) places.get(name)?.delete(key)
    },
    async entries() {
      return structuredClone([...(places.get(name) ?? [])])
    },
    async destroy() {
      places.delete(name)
    },
  })
}
