import { EvenhandedError } from '../core/error.js'
import type { OpenStorage } from '../ports/storage.js'

/** One law of a port, to be run by any test framework. */
export interface Law {
  readonly name: string
  readonly check: () => Promise<void>
}

/**
 * The laws of `Storage`, for whoever writes one.
 *
 * @param open the storage under test; it is opened under names of the contract's own
 * @returns laws whose `check` rejects with what was broken
 *
 * @example
 * for (const law of storageContract(indexedDb())) it(law.name, law.check)
 */
export function storageContract(open: OpenStorage): readonly Law[] {
  const run = Math.random().toString(36).slice(2)
  let count = 0
  const fresh = () => `storage-contract:${run}:${count++}`
  return [
    {
      name: 'gives back what was set, and undefined for what was not',
      async check() {
        const storage = await open(fresh())
        await storage.setMany([['a', { deep: [1, null, 'two'] }]])
        same(await storage.get('a'), { deep: [1, null, 'two'] })
        same(await storage.get('b'), undefined)
        same(sorted(await storage.entries()), [['a', { deep: [1, null, 'two'] }]])
      },
    },
    {
      name: 'keeps what was set when it is opened again',
      async check() {
        const name = fresh()
        await (await open(name)).setMany([['a', 1]])
        same(await (await open(name)).get('a'), 1)
      },
    },
    {
      name: 'keeps places of different names apart',
      async check() {
        const [one, other] = [await open(fresh()), await open(fresh())]
        await one.setMany([['a', 1]])
        await other.setMany([['a', 2]])
        await one.destroy()
        same(await one.entries(), [])
        same(await other.get('a'), 2)
      },
    },
    {
      name: 'sets all of many or none',
      async check() {
        const storage = await open(fresh())
        await storage.setMany([['a', 1]])
        const uncloneable = () => undefined
        const failed = await storage
          .setMany([
            ['a', 2],
            ['b', uncloneable],
          ])
          .then(
            () => false,
            () => true,
          )
        same(failed, true)
        same(sorted(await storage.entries()), [['a', 1]])
      },
    },
    {
      name: 'deletes the keys that are named and no other',
      async check() {
        const storage = await open(fresh())
        await storage.setMany(['a', 'ab', 'abc', 'b'].map((key) => [key, key] as const))
        await storage.delMany(['ab', 'missing'])
        same(sorted(await storage.entries()), [
          ['a', 'a'],
          ['abc', 'abc'],
          ['b', 'b'],
        ])
      },
    },
    {
      name: 'leaves nothing when it is destroyed, and begins anew when it is written again',
      async check() {
        const name = fresh()
        const [storage, other] = [await open(name), await open(name)]
        await storage.setMany([['a', 1]])
        await storage.destroy()
        same(await storage.entries(), [])
        same(await other.entries(), [])
        await other.setMany([['b', 2]])
        same(await storage.entries(), [['b', 2]])
        same(await (await open(name)).get('b'), 2)
      },
    },
    {
      name: 'keeps what it was given, not what becomes of it',
      async check() {
        const storage = await open(fresh())
        const value = { count: 1 }
        await storage.setMany([['a', value]])
        value.count = 2
        same(await storage.get('a'), { count: 1 })
      },
    },
    {
      name: 'loses nothing of many writes at once',
      async check() {
        const storage = await open(fresh())
        await Promise.all(Array.from({ length: 50 }, (_, n) => storage.setMany([[`key:${n}`, n]])))
        same((await storage.entries()).length, 50)
      },
    },
  ]
}

const sorted = (entries: readonly (readonly [string, unknown])[]) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))

function same(found: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (one !== other) throw new EvenhandedError('contract_broken', `${one} was found where ${other} was wanted`)
}
