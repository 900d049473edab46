import 'fake-indexeddb/auto'
import { indexedDb, memory } from 'evenhanded/client'
import { describe, expect, it, vi } from 'vitest'
import { shelter } from '../../src/client/storage/shelter.js'
import type { OpenStorage, Storage } from '../../src/ports/storage.js'
import { storageContract } from '../../src/testing/storage-contract.js'
import { deleted } from './deleted.js'

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

/** A storage that refuses what it is told to refuse. */
async function moody() {
  const place = await memory()('x')
  const mood: { refuses: boolean; gone: boolean; hangs: boolean } = { refuses: false, gone: false, hangs: false }
  const storage: Storage = {
    ...place,
    durable: true,
    async setMany(entries) {
      if (mood.refuses) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      if (mood.hangs) await new Promise(() => undefined)
      await place.setMany(entries)
    },
  }
  const open = async (): Promise<Storage> => {
    if (mood.gone) throw new DOMException('Access is denied.', 'SecurityError')
    if (mood.hangs) await new Promise(() => undefined)
    return storage
  }
  const kept = async () => Object.fromEntries((await place.entries()).filter(([key]) => key !== 'format'))
  return { mood, open, place, kept }
}

/** A shelter, and what it has told. */
async function sheltered(open: OpenStorage) {
  const troubles: (string | undefined)[] = []
  const watch = { lost: 0 }
  const place = await shelter(open, 'x', {
    trouble: (why) => troubles.push(why),
    lost: () => {
      watch.lost += 1
      return true
    },
  })
  const all = async () => Object.fromEntries((await place.entries()) ?? [])
  return { place, troubles, watch, all }
}

const full = 'QuotaExceededError: The quota has been exceeded.'

describe('a shelter', () => {
  it('keeps in memory what the browser refuses, says why, and writes it with the next that there is room for', async () => {
    const { mood, open, kept } = await moody()
    const { place, troubles, all } = await sheltered(open)
    await place.setMany([['a', 1]])
    mood.refuses = true
    await place.setMany([['b', 2]])
    expect(troubles.at(-1)).toBe(full)
    expect(await place.get('b')).toBe(2)
    expect(await all()).toEqual({ a: 1, b: 2 })
    expect(await kept()).toEqual({ a: 1 })
    mood.refuses = false
    await place.setMany([['c', 3]])
    expect(troubles.at(-1)).toBeUndefined()
    expect(await kept()).toEqual({ a: 1, b: 2, c: 3 })
  })

  it('writes it by itself once there is room, though nothing more is said', async () => {
    const { mood, open, kept } = await moody()
    const { place, troubles } = await sheltered(open)
    mood.refuses = true
    await place.setMany([['a', 1]])
    await place.setMany([['a', 2]])
    mood.refuses = false
    await expect.poll(() => troubles.at(-1), { timeout: 5_000 }).toBeUndefined()
    expect(await kept()).toEqual({ a: 2 })
  })

  it('deletes all the same, and then has the room', async () => {
    const { mood, open, place: inner, kept } = await moody()
    const { place, troubles } = await sheltered(async () => ({
      ...(await open()),
      async delMany(keys) {
        await inner.delMany(keys)
        mood.refuses = false
      },
    }))
    await place.setMany([['a', 1]])
    mood.refuses = true
    await place.setMany([['b', 2]])
    expect(troubles.at(-1)).toBe(full)
    await place.delMany(['a'])
    expect(await kept()).toEqual({ b: 2 })
    expect(troubles.at(-1)).toBeUndefined()
  })

  it('works without any storage', async () => {
    const { mood, open } = await moody()
    mood.gone = true
    const { place, troubles, all } = await sheltered(open)
    await place.setMany([
      ['a', 1],
      ['b', 2],
    ])
    await place.delMany(['a'])
    expect(await all()).toEqual({ b: 2 })
    expect(new Set(troubles)).toEqual(new Set(['SecurityError: Access is denied.']))
  })

  it('takes to a storage that could not be opened at first, with what it holds', async () => {
    const { mood, open, place: inner, kept } = await moody()
    await inner.setMany([['old', 0]])
    mood.gone = true
    const { place, troubles, all } = await sheltered(open)
    await place.setMany([['a', 1]])
    expect(await all()).toEqual({ a: 1 })
    mood.gone = false
    await expect.poll(() => troubles.at(-1), { timeout: 5_000 }).toBeUndefined()
    expect(await kept()).toEqual({ old: 0, a: 1 })
    expect(await all()).toEqual({ old: 0, a: 1 })
  })

  it('waits four seconds for a browser that does not answer, and is not held up a second time', async () => {
    const { mood, open } = await moody()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      mood.hangs = true
      const opening = sheltered(open)
      await vi.advanceTimersByTimeAsync(4_000)
      const { place, troubles, all } = await opening
      await place.setMany([['a', 1]])
      expect(troubles).toEqual(['Error: The browser’s storage does not answer.'])
      expect(await all()).toEqual({ a: 1 })
      mood.hangs = false
      await vi.advanceTimersByTimeAsync(60_000)
      expect(troubles.at(-1)).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('that stopped answering cannot be read, rather than be empty', async () => {
    const { mood, open } = await moody()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { place } = await sheltered(open)
      await place.setMany([['a', 1]])
      mood.hangs = true
      const writing = place.setMany([['b', 2]])
      await vi.advanceTimersByTimeAsync(4_000)
      await writing
      expect(await place.entries()).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('neither reads nor touches what a newer version has laid out', async () => {
    const { open, place: inner } = await moody()
    const newer: [string, unknown][] = [
      ['format', 2],
      ['who', { somebody: 'else' }],
    ]
    await inner.setMany(newer)
    const { place, troubles, all } = await sheltered(open)
    expect(await all()).toEqual({})
    await place.setMany([['who', { id: null }]])
    await place.delMany(['who'])
    expect(troubles[0]).toMatch(/^VersionError: .*newer version/)
    expect(await inner.entries()).toEqual(newer)
  })

  it('leaves nothing when it is destroyed, also where that has to wait', async () => {
    const { mood, open, kept, place: inner } = await moody()
    const { place, troubles, all } = await sheltered(async () => ({
      ...(await open()),
      async destroy() {
        if (mood.refuses) throw new DOMException('Not now.', 'UnknownError')
        for (const [key] of await inner.entries()) await inner.delMany([key])
      },
    }))
    await place.setMany([['a', 1]])
    mood.refuses = true
    await place.destroy()
    expect(await all()).toEqual({})
    expect(await kept()).toEqual({ a: 1 })
    mood.refuses = false
    await expect.poll(() => troubles.at(-1), { timeout: 5_000 }).toBeUndefined()
    expect(await inner.entries()).toEqual([])
    await place.setMany([['b', 2]])
    expect(await all()).toEqual({ b: 2 })
  })
})

describe('a database', () => {
  it('can be deleted under its feet: nobody waits, it is told, and goes on', async () => {
    const { place, watch, all, troubles } = await sheltered(indexedDb())
    await place.setMany([['a', 1]])
    expect(await deleted('x')).toBe('deleted')
    expect(watch.lost).toBe(1)
    await place.setMany([['b', 2]])
    expect(await all()).toEqual({ b: 2 })
    expect(troubles.at(-1)).toBeUndefined()
  })

  it('stays deleted where nobody is here any more, whatever was on its way there', async () => {
    const place = await indexedDb()('x', () => false)
    await place.setMany([['a', 1]])
    expect(await deleted('x')).toBe('deleted')
    await expect(place.setMany([['b', 2]])).rejects.toMatchObject({ name: 'InvalidStateError' })
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('x')
  })

  it('of a newer shape is left alone', async () => {
    await new Promise((resolve) => {
      const request = indexedDB.open('shaped', 2)
      request.onupgradeneeded = () => request.result.createObjectStore('kept').put('theirs', 'a')
      request.onsuccess = () => resolve(request.result.close())
    })
    await expect(indexedDb()('shaped')).rejects.toMatchObject({ name: 'VersionError' })
  })

  it('is gone by name when it was destroyed, and others who had it open go on', async () => {
    const open = indexedDb()
    const told: string[] = []
    const [one, other] = [await open('left'), await open('left', () => told.push('lost') > 0)]
    await one.setMany([['a', 1]])
    await one.destroy()
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('left')
    expect(told).toEqual(['lost'])
    expect(await other.entries()).toEqual([])
  })
})
