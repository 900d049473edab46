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

    async function open(): Promise<IDBDatabase> {
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => request.result.createObjectStore(kept)
      const database = await answered(request)
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
      lost?.()
    }

    async function run<Value>(mode: IDBTransactionMode, task: (objects: IDBObjectStore) => Promise<Value>) {
      const attempt = (database: IDBDatabase) =>
        task(database.transaction(kept, mode, { durability }).objectStore(kept))
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

    const change = (task: (objects: IDBObjectStore) => void): Promise<void> =>
      run('readwrite', async (objects) => {
        try {
          task(objects)
        } catch (error) {
          // A value that cannot be cloned throws at its `put`; those before it would be committed.
          objects.transaction.abort()
          throw error
        }
        // At once, and not when each was answered.
        objects.transaction.commit()
        await done(objects.transaction)
      })

    // Opened now, so that a refusal is known at once and not with the first command.
    await connected()
    return {
      get: (key) => run('readonly', (objects) => answered<unknown>(objects.get(key))),
      setMany: (pairs) =>
        change((objects) => {
          for (const [key, value] of pairs) objects.put(value, key)
        }),
      delMany: (keys) =>
        change((objects) => {
          for (const key of keys) objects.delete(key)
        }),
      entries: () =>
        run('readonly', async (objects) => {
          const [keys, values] = await Promise.all([
            answered(objects.getAllKeys()),
            answered<unknown[]>(objects.getAll()),
          ])
          return keys.map((key, n) => [String(key), values[n]] as const)
        }),
      async destroy() {
        // Emptied first: a page that holds on to it can delay the rest.
        await change((objects) => objects.clear())
        const database = await opening
        opening = undefined
        database?.close()
        const request = indexedDB.deleteDatabase(name)
        await Promise.race([answered(request), new Promise((resolve) => (request.onblocked = resolve))])
      },
    }
  }
}

const answered = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = transaction.onerror = () => reject(transaction.error)
  })
