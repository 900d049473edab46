import { createClient, indexedDb } from 'evenhanded/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storageContract } from '../../src/testing/storage-contract.js'
import { deleted } from './deleted.js'
import { shop } from './shop.js'

let count = 0
/** Each test has a shop of its own: a page that was closed still tries to write what it has in memory alone. */
let program = shop
let door = ''

/** A page of it, without a server: what it says stays unsent. */
const open = async () => {
  const client = createClient({ program, touchpoint: 'web' })
  await client.ready
  return client
}

let opened: Awaited<ReturnType<typeof open>>[] = []

const page = async () => {
  const client = await open()
  opened.push(client)
  return client
}

beforeEach(() => {
  program = { ...shop, id: `shop-${count++}` }
  door = `evenhanded:${program.id}`
})

afterEach(() => {
  for (const client of opened) client.close()
  opened = []
})

describe('IndexedDB of a real browser', () => {
  for (const durability of ['relaxed', 'strict'] as const)
    describe(durability, () => {
      for (const law of storageContract(indexedDb(durability))) it(law.name, law.check)
    })
})

describe('a client in a real browser', () => {
  it('writes back what is unsent when its database is deleted, and holds up nobody who deletes it', async () => {
    const client = await page()
    await client.offer('finder').accept({ terrain: 'city' })
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    expect(await deleted(door)).toBe('deleted')
    await expect.poll(() => client.read('terrain', 'fit')).toBeUndefined()
    expect(client.status).toMatchObject({ storage: 'durable', unsent: 1 })
    client.close()
    expect((await page()).status).toMatchObject({ storage: 'durable', unsent: 1 })
  })

  it('goes on in memory beside a database of a newer shape, and leaves it as it is', async () => {
    await new Promise((resolve) => {
      const request = indexedDB.open(door, 2)
      request.onupgradeneeded = () => request.result.createObjectStore('of tomorrow').put('theirs', 'key')
      request.onsuccess = () => resolve(request.result.close())
    })
    const client = await page()
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    expect(client.status).toMatchObject({ is: 'memory', unsent: 1, reason: expect.stringMatching(/^VersionError/) })
  })

  it('makes way for a page of a newer version that takes the database over, and says why', async () => {
    const client = await page()
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    const taken = await new Promise((resolve) => {
      const request = indexedDB.open(door, 2)
      request.onblocked = () => resolve('blocked')
      request.onsuccess = () => resolve(request.result.close())
    })
    expect(taken).toBeUndefined()
    await client.offer('raffle').accept({ email: 'c@d.ch' })
    expect(client.status).toMatchObject({ is: 'memory', unsent: 2, reason: expect.stringMatching(/^VersionError/) })
  })

  it.each([
    ['is missing', undefined],
    [
      'refuses',
      () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      },
    ],
    ['rejects', () => failing('InvalidStateError')],
    ['is full', () => failing('QuotaExceededError')],
  ])('goes on in memory where storage %s, says so, and finds it again', async (_, openInstead) => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')
    const real = indexedDB
    const instead = openInstead && { open: openInstead }
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get: () => instead })
    try {
      const client = await page()
      await client.offer('raffle').accept({ email: 'a@b.ch' })
      expect(client.status).toMatchObject({ is: 'memory', storage: 'memory', unsent: 1 })
      expect(client.status.reason).toMatch(/Error: ./)
      Object.defineProperty(globalThis, 'indexedDB', { configurable: true, get: () => real })
      await expect.poll(() => client.status, { timeout: 5_000 }).toMatchObject({ storage: 'durable', unsent: 1 })
      client.close()
      expect((await page()).status.unsent).toBe(1)
    } finally {
      if (own) Object.defineProperty(globalThis, 'indexedDB', own)
      else Reflect.deleteProperty(globalThis, 'indexedDB')
    }
  })

  it('keeps the order in which things were said, though the clock was put back a day between two visits', async () => {
    const at = async (clock: () => number, email: string) => {
      const client = createClient({ program, touchpoint: 'web', clock })
      await client.ready
      await client.offer('raffle').accept({ email })
      client.close()
    }
    const day = 86_400_000
    await at(() => Date.now() + 365 * day, 'first@b.ch')
    await at(() => Date.now() - day, 'second@b.ch')
    await at(() => Date.now(), 'third@b.ch')
    const entries = await (await indexedDb()(door)).entries()
    const outbox = [...entries].filter(([key]) => key.startsWith('outbox:')).sort(([a], [b]) => (a < b ? -1 : 1))
    expect(outbox.map(([, kept]) => /\w+@b\.ch/.exec(JSON.stringify(kept))?.[0])).toEqual([
      'first@b.ch',
      'second@b.ch',
      'third@b.ch',
    ])
  })
})

/** An attempt to open that fails as the browser would have it. */
function failing(name: string): object {
  const request: { error?: DOMException; onerror?: () => void } = { error: new DOMException('Not now.', name) }
  setTimeout(() => request.onerror?.())
  return request
}
