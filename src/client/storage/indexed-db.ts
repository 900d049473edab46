import { clear, createStore, delMany, entries, get, promisifyRequest } from 'idb-keyval'
import type { OpenStorage } from '../../ports/storage.js'

/**
 * Keeps everything in the browser's IndexedDB, one database per program and subject.
 *
 * @returns a place that rejects where the browser refuses storage; the client then goes on in memory and says so
 */
export function indexedDb(): OpenStorage {
  return async (name) => {
    const store = createStore(name, 'kept')
    // Opened now, so that a refusal is known at once and not with the first command.
    await get('', store)
    return {
      get: (key) => get(key, store),
      setMany: (pairs) =>
        store('readwrite', (objects) => {
          try {
            for (const [key, value] of pairs) objects.put(value, key)
          } catch (error) {
            // A value that cannot be cloned throws at its `put`; those before it would be committed.
            objects.transaction.abort()
            throw error
          }
          return promisifyRequest(objects.transaction)
        }),
      delMany: (keys) => delMany([...keys], store),
      entries: () => entries<string, unknown>(store),
      clear: () => clear(store),
    }
  }
}
