import { createClient, memory } from 'evenhanded/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { defineProgram, identifier, personal } from '../../src/index.js'
import { openBrowser, openServer, shop, until } from './world.js'

/** A shop whose news go out by a third party, for two years; and one that has to be confirmed first. */
const program = defineProgram({
  id: 'news',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    name: personal(z.string(), { label: 'Name' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent', validFor: 'P2Y' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'club',
      repeats: 'always',
      asks: { email: 'Your account needs an address', name: 'To greet you' },
      invites: { news: ['email', 'name'] },
      gives: { benefit: 'service', says: 'An account' },
    },
  },
})

const answers = { email: 'a@b.ch', name: 'Ada' }

/** A page without a server: what is accepted here counts here. */
async function page(storage = memory()) {
  const client = createClient({ program, touchpoint: 'web', storage })
  await client.ready
  const grant = (fields: readonly string[] = ['email']) =>
    client.offer('membership').accept(answers, { consents: { news: fields } })
  return { client, grant }
}

/** What was loaded and unloaded, in order. */
function script() {
  const told: string[] = []
  const load = () => {
    told.push('load')
    return () => told.push('unload')
  }
  return { told, load }
}

/** So long that everything that was promised has been told. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

afterEach(() => vi.useRealTimers())

describe('whenGranted', () => {
  it('loads with the consent and not before, once, however often the page changes or the consent is renewed', async () => {
    const client = createClient({ program, touchpoint: 'web', storage: memory() })
    const { told, load } = script()
    client.whenGranted('news', load)
    expect(told).toEqual([])
    await client.ready
    await client.offer('membership').accept(answers)
    expect(client.read('email', 'club')).toBe('a@b.ch')
    expect(told).toEqual([])
    await client.offer('membership').accept(answers, { consents: { news: ['email'] } })
    expect(told).toEqual(['load'])
    await client.rectify('name', 'Augusta')
    await client.offer('membership').accept(answers, { consents: { news: ['email', 'name'] } })
    expect(told).toEqual(['load'])
    client.close()
  })

  it('tells on withdrawal, at once, and loads anew with the next consent', async () => {
    const { client, grant } = await page()
    const { told, load } = script()
    client.whenGranted('news', load)
    await grant()
    const withdrawing = client.consents.withdraw('news')
    expect(told).toEqual(['load', 'unload'])
    await withdrawing
    await grant()
    expect(told).toEqual(['load', 'unload', 'load'])
    client.close()
  })

  it('goes by any field of the purpose, by all that are named, and never by none', async () => {
    const { client, grant } = await page()
    const [any, both, none] = [script(), script(), script()]
    client.whenGranted('news', any.load)
    client.whenGranted('news', both.load, ['email', 'name'])
    client.whenGranted('news', none.load, [])
    await grant(['email'])
    expect([any.told, both.told]).toEqual([['load'], []])
    await grant(['email', 'name'])
    expect(both.told).toEqual(['load'])
    await client.consents.withdraw('news', ['name'])
    expect([any.told, both.told, none.told]).toEqual([['load'], ['load', 'unload'], []])
    client.close()
  })

  it('tells when the consent runs out while the page is open, though no timer waits two years', async () => {
    vi.useFakeTimers()
    const from = Date.now()
    const { client, grant } = await page()
    const { told, load } = script()
    client.whenGranted('news', load)
    await grant()
    const end = client.consents.list().find(({ purpose }) => purpose === 'news')?.until ?? 0
    expect(end - from).toBeGreaterThan(700 * 86_400_000)
    await vi.advanceTimersByTimeAsync(end - Date.now() - 1)
    expect(told).toEqual(['load'])
    await vi.advanceTimersByTimeAsync(1)
    expect(told).toEqual(['load', 'unload'])
    client.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('loads at once on a page that opens while the consent is in force', async () => {
    const storage = memory()
    const first = await page(storage)
    await first.grant()
    first.client.close()
    const second = await page(storage)
    const { told, load } = script()
    second.client.whenGranted('news', load)
    expect(told).toEqual(['load'])
    second.client.close()
  })

  it('tells what was still loading when its ground ended, as soon as it has loaded', async () => {
    const { client, grant } = await page()
    const told: string[] = []
    let arrive = (): void => undefined
    client.whenGranted('news', async () => {
      told.push('load')
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return () => told.push('unload')
    })
    await grant()
    await client.consents.withdraw('news')
    expect(told).toEqual(['load'])
    arrive()
    await settled()
    expect(told).toEqual(['load', 'unload'])
    client.close()
  })

  it('lets the page’s own errors surface, and breaks nothing by them', async () => {
    const surfaced: unknown[] = []
    const heard = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', (error) => surfaced.push(error))
    const { client, grant } = await page()
    const { told, load } = script()
    client.whenGranted('news', () => {
      throw new Error('at once')
    })
    client.whenGranted('news', async () => {
      throw new Error('later')
    })
    client.whenGranted('news', () => () => {
      throw new Error('in the end')
    })
    client.whenGranted('news', load)
    expect(await grant()).toMatchObject({ ok: true })
    expect(await client.consents.withdraw('news')).toMatchObject({ ok: true })
    await settled()
    process.removeAllListeners('unhandledRejection')
    for (const listener of heard) process.on('unhandledRejection', listener)
    expect(told).toEqual(['load', 'unload'])
    expect(surfaced.map((error) => (error as Error).message).sort()).toEqual(['at once', 'in the end', 'later'])
    client.close()
  })

  it('tells what it loaded when nobody will watch its ground any more', async () => {
    const { client, grant } = await page()
    const [left, open] = [script(), script()]
    const leave = client.whenGranted('news', left.load)
    client.whenGranted('news', open.load)
    await grant()
    leave()
    leave()
    expect([left.told, open.told]).toEqual([['load', 'unload'], ['load']])
    client.close()
    expect([left.told, open.told]).toEqual([
      ['load', 'unload'],
      ['load', 'unload'],
    ])
  })
})

describe('whenGranted with a server', () => {
  it('goes on through the answer that makes a subject, and ends with signing out', async () => {
    const server = openServer()
    const browser = openBrowser(server)
    const client = browser.open()
    await client.ready
    const { told, load } = script()
    client.whenGranted('newsletter', load)
    const raffle = await client.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    if (raffle.ok) expect(await raffle.settled).toMatchObject({ ok: true })
    await until(() => client.snapshot().subject !== null)
    expect(told).toEqual(['load'])
    await client.signOut({ unsent: 'send' })
    expect(told).toEqual(['load', 'unload'])
    client.close()
  })

  it('tells when the server knows better', async () => {
    const server = openServer()
    const browser = openBrowser(server)
    const client = browser.open()
    await client.ready
    const { told, load } = script()
    client.whenGranted('newsletter', load)
    const first = await client.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    if (first.ok) await first.settled
    const id = client.snapshot().subject ?? ''
    await server.subject(id).withdraw('newsletter')
    // The device has not heard of it: what it grants anew does not count, and the answer says so.
    const again = await client.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    expect(told).toEqual(['load'])
    if (again.ok) expect(await again.settled).toMatchObject({ ok: true, outcome: { ungranted: [{ field: 'email' }] } })
    expect(told).toEqual(['load', 'unload'])
    client.close()
  })

  it('is told apart where one person follows another, and both had agreed', async () => {
    const server = openServer({ authenticate: (request) => ({ id: request.headers.get('x-user') ?? '' }) })
    let user = 'ada'
    const browser = openBrowser(server)
    const client = browser.open({
      fetch: (url, init) => browser.fetch(url, { ...init, headers: { ...init.headers, 'x-user': user } }),
    })
    const by = { medium: 'paper' }
    const agreed = { by, consents: { newsletter: ['email'] } }
    for (const login of ['ada', 'bea']) await server.subject({ login }).accept('raffle', { email: 'a@b.ch' }, agreed)
    await client.ready
    const { told, load } = script()
    client.whenGranted('newsletter', load)
    await client.switchSubject(null)
    expect(told).toEqual(['load'])
    user = 'bea'
    await client.switchSubject(null)
    expect(told).toEqual(['load', 'unload', 'load'])
    client.close()
  })

  it('waits for the confirmation where the purpose wants one', async () => {
    const { newsletter, ...others } = shop.purposes
    const program = { ...shop, purposes: { ...others, newsletter: { ...newsletter, confirm: true } } } as typeof shop
    const server = openServer({ program })
    const client = openBrowser(server).open({ program })
    await client.ready
    const { told, load } = script()
    client.whenGranted('newsletter', load)
    const raffle = await client.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    if (raffle.ok) expect(await raffle.settled).toMatchObject({ ok: true })
    expect(told).toEqual([])
    await server.subject(client.snapshot().subject ?? '').confirm('email', 'a@b.ch')
    await client.sync()
    expect(told).toEqual(['load'])
    client.close()
  })
})
