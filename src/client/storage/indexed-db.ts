import { clear, delMany, entries, get, promisifyRequest, setMany, type UseStore } from 'idb-keyval'
import type { OpenStorage } from '../../ports/storage.js'

const kept = 'kept'

/** Of the database's own shape. A page that knows an older one is refused by the browser: it can't misread a newer one. */
const version = 1

/** What trying again on a new connection does not mend. */
const final = ['DataCloneError', 'QuotaExceededError']

/**
 * Keeps everything in the browser's IndexedDB, one database per program and subject.
 *
 * @param durability `strict` waits until it is on the disk, also through a power cut; `relaxed` (unless said) until the
 *   operating system has it, which a crash of the browser does not take back
 * @returns a place that rejects where the browser refuses storage; the client then goes on in memory and says so
 *
 * @example
 * createClient({ program: shop, server: '/evenhanded', touchpoint: 'web', storage: indexedDb('strict') })
 */
export function indexedDb(durability: 'relaxed' | 'strict' = 'relaxed'): OpenStorage {
  return async (name, lost) => {
    let opening: Promise<IDBDatabase> | undefined
    let isOver = false

    async function open(): Promise<IDBDatabase> {
      if (isOver)
        throw new DOMException('What was kept here was deleted after the page had ended.', 'InvalidStateError')
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => request.result.createObjectStore(kept)
      const database = await promisifyRequest(request)
      // Whoever deletes it must not wait for this page; the browser closes it where it throws it away itself.
      database.onversionchange = database.onclose = () => leave(database)
      return database
    }

    function connected(): Promise<IDBDatabase> {
      const mine = opening ?? open()
      opening = mine
      mine.catch(() => {
        if (opening === mine) opening = undefined
      })
      return mine
    }

    function leave(database: IDBDatabase): void {
      database.close()
      opening = undefined
      isOver = lost?.() === false
    }

    /** On a connection that holds, all or nothing, and at once: not when each request was answered. */
    const store: UseStore = async (mode, task) => {
      const attempt = (database: IDBDatabase) => {
        const transaction = database.transaction(kept, mode, { durability })
        try {
          const result = task(transaction.objectStore(kept))
          if (mode === 'readwrite') transaction.commit()
          return result
        } catch (error) {
          // A value that cannot be cloned throws at its `put`; those before it would be committed.
          transaction.abort()
          throw error
        }
      }
      const database = await connected()
      try {
        return await attempt(database)
      } catch (error) {
        if (final.includes((error as Error).name)) throw error
        // The connection has died, with an event or without.
        if (opening && (await opening) === database) leave(database)
        return attempt(await connected())
      }
    }

    // Opened now, so that a refusal is known at once and not with the first command.
    await connected()
    return {
      get: (key) => get(key, store),
      setMany: (pairs) => setMany(pairs as [string, unknown][], store),
      delMany: (keys) => delMany(keys as string[], store),
      entries: async () => (await entries(store)).map(([key, value]) => [String(key), value] as const),
      async destroy() {
        // Emptied first: a page that holds on to it can delay the rest.
        await clear(store)
        const database = await opening
        opening = undefined
        database?.close()
        const request = indexedDB.deleteDatabase(name)
        await Promise.race([promisifyRequest(request), new Promise((resolve) => (request.onblocked = resolve))])
      },
    }
  }
}
