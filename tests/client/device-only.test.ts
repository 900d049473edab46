import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createClient, indexedDb, memory } from '../../src/client.js'
import { preference } from '../../src/index.js'
import { shop } from './shop.js'

describe('a page without a server', () => {
  const opened = async () => {
    const client = createClient({ program: shop, touchpoint: 'web', storage: memory() })
    await client.ready
    return client
  }

  it('chooses as any other, and says that it has nobody to talk to', async () => {
    const client = await opened()
    expect(client.snapshot().status.connection).toBe('none')
    const chosen = await client.offer('finder').accept({ terrain: 'forest' })
    expect(chosen.ok && (await chosen.settled).ok).toBe(true)
    expect(client.read('terrain', 'fit')).toBe('forest')
    client.close()
  })

  it('keeps an exchange until there is one', async () => {
    const client = await opened()
    const raffle = await client.offer('raffle').accept({ email: 'a@b.ch' })
    await client.sync()
    expect(raffle).toMatchObject({ ok: true, benefit: { state: 'pending' } })
    expect(client.snapshot().status).toMatchObject({ connection: 'none', unsent: 1 })
    client.close()
  })
})

describe('an answer that is no plain JSON', () => {
  const terrain = preference(z.any(), { label: 'Anything' })
  const wide = { ...shop, id: 'wide-shop', fields: { ...shop.fields, terrain } } as unknown as typeof shop

  class Place {
    readonly name = 'Alp'
  }
  const itself: { self?: unknown } = {}
  itself.self = { deep: itself }

  it.each([
    ['an instance of a class', new Place()],
    ['one within', { where: [new Place()] }],
    ['a date', new Date()],
    ['a function', () => 'Alp'],
    ['no number', Number.NaN],
    ['a big integer', 1n],
    ['a map', new Map([['a', 1]])],
    ['what contains itself', itself],
  ])('is refused by its field, and what is said afterwards is kept: %s', async (_, odd) => {
    const client = createClient({ program: wide, touchpoint: 'web', storage: indexedDb() })
    await client.ready
    const refused = await client.offer('finder').accept({ terrain: odd as never })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: { terrain: expect.stringMatching('plain JSON') } },
    })
    const plain = { where: ['Alp', null, { m: 2_000 }] }
    expect(await client.offer('finder').accept({ terrain: plain as never })).toMatchObject({ ok: true })
    expect(client.status).toMatchObject({ storage: 'durable' })
    client.close()
    const again = createClient({ program: wide, touchpoint: 'web', storage: indexedDb() })
    await again.ready
    expect(again.read('terrain', 'fit')).toEqual(plain)
    await again.signOut({ unsent: 'drop' })
    again.close()
  })
})
