import { createClient, memory } from 'evenhanded/client'
import { createServer, memory as memoryStore } from 'evenhanded/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { defineProgram, identifier, preference } from '../../src/index.js'

const program = defineProgram({
  id: 'sold',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'US-CA',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    terrain: preference(z.string(), { label: 'Where you walk' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true },
    news: { label: 'Send news', basis: 'consent' },
    fit: { label: 'Show what fits', basis: 'legitimate-interest', interest: 'What suits', on: 'device' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'club',
      repeats: 'always',
      asks: { email: 'Your account needs an address' },
      invites: { ads: ['email'], news: ['email'] },
      gives: { benefit: 'service', says: 'An account' },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'So that you see shoes for your paths' },
      gives: { benefit: 'selection', says: 'Five shoes' },
    },
  },
})

/** A browser that sends no header: what is honoured is what the page itself says. */
function world() {
  const server = createServer({ program, store: memoryStore(), secrets: ['a secret of more than 32 characters.'] })
  let cookie = ''
  const sent: string[] = []
  const storage = memory()
  const open = async () => {
    const client = createClient({
      program,
      server: 'https://shop.example/evenhanded',
      touchpoint: 'web',
      storage,
      fetch: async (url, init) => {
        const headers = new Headers(init.headers)
        if (cookie) headers.set('cookie', cookie)
        const { signal: _, keepalive: __, ...plain } = init
        sent.push(String(init.body ?? ''))
        const response = await server.fetch(new Request(url, { ...plain, headers }))
        for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? ''
        return response
      },
    })
    await client.ready
    return client
  }
  return { server, open, sent, storage }
}

const signal = (on: unknown) => vi.stubGlobal('navigator', { globalPrivacyControl: on })
const consents = { ads: ['email'], news: ['email'] }

beforeEach(() => signal(true))
afterEach(() => vi.unstubAllGlobals())

describe('Global Privacy Control, as the page reads it', () => {
  it('ends what sells and nothing else, once, and is shown as honoured', async () => {
    signal(undefined)
    const { server, open, sent } = world()
    const before = await open()
    expect(before.signals()).toEqual({ gpc: { on: false, since: null, honoured: [], outranked: [] } })
    const joined = await before.offer('membership').accept({ email: 'a@b.ch' }, { consents })
    if (joined.ok) await joined.settled
    expect(before.read('email', 'ads')).toBe('a@b.ch')
    before.close()

    signal(true)
    const after = await open()
    let loaded = 0
    after.whenGranted('ads', () => {
      loaded++
    })
    expect(loaded).toBe(0)
    expect(after.read('email', 'ads')).toBeUndefined()
    expect(after.read('email', 'news')).toBe('a@b.ch')
    await after.sync()
    const { gpc } = after.signals()
    expect(gpc).toMatchObject({ on: true, honoured: ['ads'], outranked: [] })
    expect(gpc.since).toBeGreaterThan(0)
    const id = after.snapshot().subject ?? ''
    expect(await server.subject(id).read('email', 'ads')).toBeUndefined()
    expect(await server.subject(id).read('email', 'news')).toBe('a@b.ch')
    after.close()
    const said = sent.join('').match(/"type":"signal"/g)?.length
    const third = await open()
    await third.sync()
    expect(sent.join('').match(/"type":"signal"/g)).toHaveLength(said ?? 0)
    third.close()
  })

  it.each([true, 'true', 1, '1', false, null])(
    'counts where navigator says true, and for no other word: %j',
    async (on) => {
      signal(on)
      const client = await world().open()
      expect(client.signals().gpc.on).toBe(on === true)
      client.close()
    },
  )

  it('is outranked by a later choice, also one of the very first exchange', async () => {
    const { server, open } = world()
    const client = await open()
    const joined = await client.offer('membership').accept({ email: 'a@b.ch' }, { consents })
    if (joined.ok) expect(await joined.settled).toMatchObject({ ok: true, outcome: {} })
    expect(client.read('email', 'ads')).toBe('a@b.ch')
    expect(client.signals().gpc).toMatchObject({ on: true, honoured: [], outranked: ['ads'] })
    const id = client.snapshot().subject ?? ''
    expect(await server.subject(id).read('email', 'ads')).toBe('a@b.ch')
    expect((await server.subject(id).state())?.state.signal).toBeDefined()
    client.close()
    const again = await open()
    await again.sync()
    expect(again.read('email', 'ads')).toBe('a@b.ch')
    again.close()
  })

  it('sends nothing while nobody is known, and nothing with what is refused', async () => {
    const { open, sent } = world()
    const client = await open()
    expect(client.signals().gpc).toEqual({ on: true, since: null, honoured: ['ads'], outranked: [] })
    await client.offer('finder').accept({ terrain: 'city' })
    expect(client.read('terrain', 'fit')).toBe('city')
    expect(await client.offer('membership').accept({ email: 'none' })).toMatchObject({ ok: false })
    expect(await client.offer('membership').accept({})).toMatchObject({ ok: false })
    await client.sync()
    expect(client.snapshot().status.unsent).toBe(0)
    expect(sent.filter((body) => body !== '')).toEqual([])
    client.close()
  })
})

it('what was objected to on the device can be chosen anew there', async () => {
  signal(false)
  const client = await world().open()
  await client.offer('finder').accept({ terrain: 'city' })
  await client.object('fit')
  expect(client.read('terrain', 'fit')).toBeUndefined()
  expect(await client.offer('finder').accept({ terrain: 'city' })).toMatchObject({ ok: true })
  expect(client.read('terrain', 'fit')).toBe('city')
  client.close()
})
