import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { memory } from '../../src/server.js'
import { codes, device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const count = 12

describe.each(stores)('many at once, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  it('spend no point twice', async () => {
    const { server } = started(opened)
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const tabs = Array.from({ length: count }, () => {
      const tab = device(server, shop)
      for (const [name, value] of page.jar) tab.jar.set(name, value)
      tab.subject = subject
      return tab
    })
    const replies = await Promise.all(tabs.map((tab) => tab.send(tab.say({ type: 'redeem', reward: 'voucher' }))))
    const said = replies.flatMap(codes).sort()
    expect(said).toEqual([...Array(count - 1).fill('not_enough_points'), 'ok'])
    expect(await server.subject(subject as string).balance('bonus')).toMatchObject({ available: 0 })
  })

  it('send one first acceptance, and make one subject of it', async () => {
    const { server } = started(opened)
    const page = device(server, shop)
    const command = page.accept('membership', { email: 'a@b.ch' })
    const replies = await Promise.all(Array.from({ length: count }, () => device(server, shop).send(command)))
    expect(new Set(replies.map(({ subject }) => subject)).size).toBe(1)
    expect(new Set(replies.map(({ results }) => JSON.stringify(results))).size).toBe(1)
    expect(replies[0]?.state?.points.bonus?.balance).toBe(500)
  })

  it('award under one key, and one award is made', async () => {
    const { server } = started(opened)
    const member = server.subject({ login: 'user-17' })
    const award = { points: { bonus: 120 }, reason: 'order:4711', key: 'order:4711' }
    const said = await Promise.all(Array.from({ length: count }, () => member.award(award)))
    expect(said.every(({ ok }) => ok)).toBe(true)
    expect(said.filter(({ known }) => !known)).toHaveLength(1)
    expect(await member.balance('bonus')).toMatchObject({ available: 120 })
  })

  it('award under many keys, and none is lost', async () => {
    const { server } = started(opened)
    const member = server.subject({ login: 'user-17' })
    const keys = Array.from({ length: 6 }, (_, nth) => `order:${nth}`)
    const said = await Promise.all(keys.map((key) => member.award({ points: { bonus: 10 }, reason: key, key })))
    expect(said.every(({ ok }) => ok)).toBe(true)
    expect(await member.balance('bonus')).toMatchObject({ available: 60 })
    expect(await member.statement('bonus')).toHaveLength(6)
  })
})

describe('a store that does not do its part', () => {
  const refusing = (change: (store: Store) => Partial<Store>) => {
    const errors: unknown[] = []
    const store = memory()
    const { server, seen } = started(
      { store: { ...store, ...change(store) } },
      { onError: (error) => errors.push(error) },
    )
    return { server, seen, errors, page: device(server, shop) }
  }
  const body = (page: ReturnType<typeof device>) => ({
    program: { id: shop.id, version: shop.version },
    commands: [page.accept('raffle', { email: 'a@b.ch' })],
  })

  it.each(['load', 'store'] as const)('is a 503 without details when it fails to %s', async (verb) => {
    const failed = () => Promise.reject(new Error('password authentication failed for user "app"'))
    const { server, page, errors } = refusing(() => ({ [verb]: failed }))
    const response = await page.post(body(page))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(response.headers.get('set-cookie')).toBeNull()
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'unavailable' })
    expect(text).not.toContain('password')
    expect(errors).toHaveLength(1)
    const award = server.subject({ login: 'x' }).award({ points: { bonus: 1 }, reason: 'r', key: 'r' })
    await expect(award).rejects.toMatchObject({ code: 'store_failed' })
  })

  it.each([
    [
      'at once',
      () => {
        throw new Error('no log today')
      },
    ],
    ['later', () => Promise.reject(new Error('no log today'))],
  ])('is a 503 also where whoever is told of it fails, %s', async (_, onError) => {
    const said: unknown[] = []
    vi.spyOn(console, 'error').mockImplementation((error) => said.push(error))
    const store = { ...memory(), load: () => Promise.reject(new Error('down')) }
    const page = device(started({ store }, { onError }).server, shop)
    expect((await page.post(body(page))).status).toBe(503)
    await vi.waitFor(() => expect(said).toEqual([new Error('no log today')]))
    vi.restoreAllMocks()
  })

  it('is a slow one: all awards of a popular account come through, once each', async () => {
    const count = 80
    const slowly = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
      await new Promise((resolve) => setTimeout(resolve, 4))
      return ask()
    }
    const { server } = refusing((store) => ({
      load: (...args) => slowly(() => store.load(...args)),
      store: (...args) => slowly(() => store.store(...args)),
    }))
    const member = server.subject({ login: 'user-17' })
    const keys = Array.from({ length: count }, (_, nth) => `order:${nth}`)
    // Who lost ten races in a row is told `busy`, and may ask again with the same key: nothing counts twice.
    const insist = async (key: string): Promise<void> => {
      try {
        await member.award({ points: { bonus: 1 }, reason: key, key })
      } catch (error) {
        if ((error as { code?: string }).code !== 'busy') throw error
        await insist(key)
      }
    }
    await Promise.all(keys.map(insist))
    expect(await member.balance('bonus')).toMatchObject({ available: count })
  })

  it('is a 503 when others always store first, and it is not asked for ever', async () => {
    const { seen, page } = refusing(() => ({ store: async (_, steps) => steps.map(() => 'raced') }))
    expect((await page.post(body(page))).status).toBe(503)
    expect([seen.loads.length, seen.stores]).toEqual([10, 10])
  })
})
