import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineProgram, identifier } from '../../src/index.js'
import type { Store } from '../../src/ports/store.js'
import { createServer, gpcJson, type ServerOptions } from '../../src/server.js'
import { codes, device, secret } from './support/device.js'
import { type Opened, stores } from './support/stores.js'
import { watched } from './support/watched.js'

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
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true },
    swaps: { label: 'Swap lists', basis: 'legitimate-interest', interest: 'New members', sells: true },
    news: { label: 'Send news', basis: 'consent' },
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
    swap: {
      principle: 'exchange',
      for: 'swaps',
      asks: { email: 'To be found by others' },
      gives: { benefit: 'service', says: 'More mail' },
    },
  },
})

const consents = { ads: ['email'], news: ['email'] }
const gpc = { 'sec-gpc': '1' }

function served(store: Store, options: Partial<ServerOptions> = {}) {
  const { store: watching, seen } = watched(store)
  const tenant = crypto.randomUUID()
  const own = { program, secrets: [secret], onError: () => undefined, ...options, tenant, store: watching }
  const server = createServer(own as ServerOptions)
  /** A member with every consent, whose browser does not signal yet. */
  const member = async () => {
    const browser = device(server, program)
    await browser.send(browser.accept('membership', { email: 'a@b.ch' }, { consents }))
    await browser.send(browser.accept('swap', {}))
    return { browser, own: server.subject(browser.subject ?? '') }
  }
  return { server, seen, member, tenant }
}

const read = async (own: ReturnType<ReturnType<typeof served>['server']['subject']>) => ({
  ads: await own.read('email', 'ads'),
  swaps: await own.read('email', 'swaps'),
  news: await own.read('email', 'news'),
})

describe.each(stores)('Sec-GPC on %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  it('ends what sells, by consent or interest, on asking for the state, and is recorded once', async () => {
    const { member, seen } = served(opened.store)
    const { browser, own } = await member()
    expect(await read(own)).toEqual({ ads: 'a@b.ch', swaps: 'a@b.ch', news: 'a@b.ch' })
    browser.headers = gpc
    const { state, rev } = await browser.state()
    expect(state?.state.signal?.at).toBeGreaterThan(0)
    expect(state?.state.grounds.ads?.email?.status).toBe('withdrawn')
    expect(state?.values).toEqual({ email: 'a@b.ch' })
    expect(await read(own)).toEqual({ ads: undefined, swaps: undefined, news: 'a@b.ch' })
    const steps = seen.steps.length
    expect((await browser.state()).rev).toBe(rev)
    await browser.send(browser.say({ type: 'leave', offer: 'swap' }))
    expect(seen.steps.length).toBe(steps + 1)
    expect(seen.steps.flatMap(({ commands }) => commands).filter(({ said }) => said?.type === 'signal')).toHaveLength(1)
  })

  it('stands in the log as a signal’s act', async () => {
    const { member, tenant } = served(opened.store)
    const { browser } = await member()
    browser.headers = gpc
    await browser.state()
    const lines = await opened.store.history(tenant, browser.subject ?? '')
    expect(lines.at(-1)).toMatchObject({ said: { type: 'signal', act: 'signal' } })
    expect(lines.at(-1)?.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['signalled', 'withdrawn', 'objected']),
    )
  })

  it('is decided before the commands that come with it, which outrank it', async () => {
    const { member } = served(opened.store)
    const { browser, own } = await member()
    browser.headers = gpc
    const reply = await browser.send(
      browser.accept('membership', {}, { consents: { ads: ['email'] } }),
      browser.say({ type: 'withdraw', purpose: 'news' }),
    )
    expect(codes(reply)).toEqual(['ok', 'ok'])
    expect(reply.results[0]).toMatchObject({ outcome: {} })
    expect(reply.state?.state.signal).toBeDefined()
    expect(await read(own)).toEqual({ ads: 'a@b.ch', swaps: undefined, news: undefined })
    // What was chosen after it stands, though the browser goes on signalling.
    await browser.state()
    expect((await read(own)).ads).toBe('a@b.ch')
  })

  it('comes before the first exchange of all, and makes nobody by itself', async () => {
    const { server, seen } = served(opened.store)
    const browser = device(server, program)
    browser.headers = gpc
    expect((await browser.state()).subject).toBeNull()
    expect(codes(await browser.send(browser.say({ type: 'withdraw', purpose: 'ads' })))).toEqual(['no_subject'])
    expect(seen.steps).toEqual([])
    const first = browser.accept('membership', { email: 'a@b.ch' }, { consents })
    const reply = await browser.send(first)
    expect(reply.results).toHaveLength(1)
    expect(reply.state?.state.signal).toBeDefined()
    expect(await read(server.subject(reply.subject ?? ''))).toEqual({ ads: 'a@b.ch', swaps: undefined, news: 'a@b.ch' })
    // Its answer got lost: the replay finds the same person, and nothing is recorded again.
    browser.jar.clear()
    const again = await browser.send(first)
    expect(again.subject).toBe(reply.subject)
    expect(again.results).toEqual(reply.results)
    expect(again.rev).toBe(reply.rev)
  })

  it('is recorded once though many requests bring it at the same moment', async () => {
    const { member } = served(opened.store)
    const { browser } = await member()
    browser.headers = gpc
    await Promise.all(Array.from({ length: 8 }, () => browser.state()))
    // Two commands of hers, and the signal.
    expect((await browser.state()).state?.version).toBe(3)
  })

  it.each(['0', 'true', '01', '1.0', ' ', '11'])('is no other word than 1: %j', async (value) => {
    const { member } = served(opened.store)
    const { browser, own } = await member()
    browser.headers = { 'sec-gpc': value }
    await browser.state()
    await browser.send(browser.say({ type: 'leave', offer: 'swap' }))
    expect((await read(own)).ads).toBe('a@b.ch')
  })

  it('counts where any of several headers says 1', async () => {
    const { server, member } = served(opened.store)
    const { browser, own } = await member()
    const headers = new Headers({ cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ') })
    headers.append('Sec-GPC', '0')
    headers.append('Sec-GPC', '1')
    await server.fetch(new Request('https://shop.example/evenhanded/state', { headers }))
    expect((await read(own)).ads).toBeUndefined()
  })
})

describe('a program that sells nothing', () => {
  it('has nothing to record', async () => {
    const [, open] = stores[0] as (typeof stores)[number]
    const { store } = await open()
    const { purposes } = program
    const quiet = {
      ...program,
      purposes: { ...purposes, ads: { ...purposes.ads, sells: false }, swaps: { ...purposes.swaps, sells: false } },
    }
    const { member, seen } = served(store, { program: quiet as typeof program })
    const { browser, own } = await member()
    browser.headers = gpc
    const steps = seen.steps.length
    expect((await browser.state()).state?.state.signal).toBeUndefined()
    expect(seen.steps.length).toBe(steps)
    expect((await read(own)).ads).toBe('a@b.ch')
  })
})

describe('/.well-known/gpc.json', () => {
  const get = async (path: string, options: Partial<ServerOptions> = {}, method = 'GET') => {
    const [, open] = stores[0] as (typeof stores)[number]
    const { store } = await open()
    return served(store, options).server.fetch(new Request(`https://shop.example${path}`, { method }))
  }

  it('stands at the root, wherever the rest is mounted, with the day that the site says', async () => {
    const response = await get('/.well-known/gpc.json', { basePath: '/api/fair', gpcUpdated: '2027-01-31' })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({ gpc: true, lastUpdate: '2027-01-31' })
    expect(gpcJson('2027-01-31')).toEqual({ gpc: true, lastUpdate: '2027-01-31' })
  })

  it('names a day by itself', async () => {
    expect(await (await get('/.well-known/gpc.json')).json()).toEqual({
      gpc: true,
      lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    expect((await get('/.well-known/gpc.json', {}, 'POST')).status).toBe(405)
    expect((await get('/evenhanded/.well-known/gpc.json')).status).toBe(404)
  })
})
