import { createStore, promisifyRequest } from 'idb-keyval'
import type { OpenStorage } from '../../ports/storage.js'

/**
 * Keeps everything in the browser's IndexedDB, one database per program and subject.
 *
 * @returns a place that rejects where the browser refuses storage; the client then goes on in memory and says so
 */
export function indexedDb(): OpenStorage {
  return async (name) => {
    const store = createStore(name, 'kept')
    const change = (task: (objects: IDBObjectStore) => void): Promise<void> =>
      store('readwrite', (objects) => {
        try {
          task(objects)
        } catch (error) {
          // A value that cannot be cloned throws at its `put`; those before it would be committed.
          objects.transaction.abort()
          throw error
        }
        return promisifyRequest(objects.transaction)
      })
    const get = (key: string): Promise<unknown> => store('readonly', (objects) => promisifyRequest(objects.get(key)))
    // Opened now, so that a refusal is known at once and not with the first command.
    await get('')
    return {
      get,
      setMany: (pairs) =>
        change((objects) => {
          for (const [key, value] of pairs) objects.put(value, key)
        }),
      delMany: (keys) =>
        change((objects) => {
          for (const key of keys) objects.delete(key)
        }),
      entries: () =>
        store('readonly', async (objects) => {
          const asked = [promisifyRequest(objects.getAllKeys()), promisifyRequest(objects.getAll())] as const
          const [keys, values] = await Promise.all(asked)
          return keys.map((key, n) => [String(key), values[n] as unknown] as const)
        }),
      clear: () => change((objects) => objects.clear()),
    }
  }
}
