import 'fake-indexeddb/auto'
import { indexedDb, memory } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { shelter } from '../../src/client/storage/shelter.js'
import type { Storage } from '../../src/ports/storage.js'
import { storageContract } from '../../src/testing/storage-contract.js'

describe('memory', () => {
  for (const law of storageContract(memory())) it(law.name, law.check)
})

describe('indexedDb', () => {
  for (const law of storageContract(indexedDb())) it(law.name, law.check)
})

describe('a contract', () => {
  it('catches a storage that deletes a range', async () => {
    const places = memory()
    const broken = async (name: string): Promise<Storage> => {
      const place = await places(name)
      const delMany = async (keys: readonly string[]) => {
        const all = await place.entries()
        await place.delMany(all.map(([key]) => key).filter((key) => keys.some((one) => key.startsWith(one))))
      }
      return { ...place, delMany }
    }
    const results = await Promise.allSettled(storageContract(broken).map((law) => law.check()))
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  })
})

describe('a shelter', () => {
  const full = async (): Promise<Storage & { refuses: boolean }> => {
    const place = await memory()('x')
    const storage = {
      ...place,
      durable: true,
      refuses: false,
      async setMany(entries: readonly (readonly [string, unknown])[]) {
        if (storage.refuses) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        await place.setMany(entries)
      },
    }
    return storage
  }

  it('keeps in memory what the browser refuses, says why, and writes it once there is room', async () => {
    const storage = await full()
    const troubles: (string | undefined)[] = []
    const place = await shelter(
      () => storage,
      'x',
      (why) => troubles.push(why),
    )
    await place.setMany([['a', 1]])
    storage.refuses = true
    await place.setMany([['b', 2]])
    expect(troubles.at(-1)).toBe('QuotaExceededError: The quota has been exceeded.')
    expect(await place.get('b')).toBe(2)
    expect(await place.entries()).toEqual(
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
    )
    expect(await storage.entries()).toEqual([['a', 1]])
    storage.refuses = false
    await place.setMany([['c', 3]])
    expect(troubles.at(-1)).toBeUndefined()
    expect(await storage.entries()).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
  })

  it('works without any storage', async () => {
    const troubles: (string | undefined)[] = []
    const refuse = () => Promise.reject(new DOMException('Access is denied.', 'SecurityError'))
    const place = await shelter(refuse, 'x', (why) => troubles.push(why))
    await place.setMany([
      ['a', 1],
      ['b', 2],
    ])
    await place.delMany(['a'])
    expect(await place.entries()).toEqual(new Map([['b', 2]]))
    expect(troubles).toEqual(['SecurityError: Access is denied.'])
  })
})
