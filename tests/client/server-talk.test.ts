import { memory } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { address, offline, openBrowser, openServer, shop, until } from './world.js'

const answers = {
  'a captive portal’s page': () =>
    new Response('<h1>Welcome to our wifi</h1>', { headers: { 'content-type': 'text/html' } }),
  'JSON that is not ours': () => Response.json({ ok: true }),
  'the reply of another program': () =>
    Response.json({ program: { id: 'other', version: 1 }, subject: null, state: null, rev: 0, results: [] }),
  'a reply without our answers': () =>
    Response.json({ program: { id: 'alpine-shop', version: 1 }, subject: null, state: null, rev: 0, results: [] }),
  'a page that is not there': () => new Response('not found', { status: 404 }),
  'a network that wants a login of its own': () => new Response('', { status: 511 }),
  'a connection that breaks': offline,
}

/** Of servers that are there, and can't take it now. */
const busy = [408, 425, 429, 500, 502, 503, 504]

describe.each(Object.entries(answers))('%s', (_, answer) => {
  it('counts as offline; nothing is lost, and it goes through later', async () => {
    const browser = openBrowser(openServer())
    browser.network = async () => answer()
    const client = browser.open()
    await client.ready
    const result = await client.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => client.snapshot().status.connection === 'offline')
    expect(client.snapshot().status.unsent).toBe(1)
    expect(client.read('email', 'draw')).toBe('a@b.ch')
    browser.network = (request, serve) => serve(request)
    await client.sync()
    expect(client.snapshot().status).toMatchObject({ connection: 'online', unsent: 0 })
    if (result.ok) expect(await result.settled).toMatchObject({ ok: true })
    client.close()
  })
})

describe('a server that is busy', () => {
  it.each(busy)('by its %i is tried again by itself, and nothing is lost', async (status) => {
    const browser = openBrowser(openServer())
    browser.network = async (request, serve) => {
      browser.network = (request, serve) => serve(request)
      return status === 503 ? serve(request).then(() => new Response('', { status })) : new Response('', { status })
    }
    const client = browser.open()
    await client.ready
    const said: unknown[] = []
    const stop = client.subscribe(({ status }) => said.push(status.connection))
    const result = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (result.ok) expect(await result.settled).toMatchObject({ ok: true })
    expect(said).toContain('busy')
    expect(client.status).toMatchObject({ connection: 'online', nextTry: null })
    expect(client.points('bonus').available).toBe(500)
    stop()
    client.close()
  })
})

describe('the server’s wish', () => {
  it('to be left alone for a while is respected, save when the page asks', async () => {
    const browser = openBrowser(openServer())
    browser.network = async () => new Response('', { status: 429, headers: { 'retry-after': '3600' } })
    const client = browser.open()
    await client.ready
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => client.status.connection === 'busy')
    expect(client.status.unsent).toBe(1)
    expect(client.status.nextTry).toBeGreaterThan(Date.now() + 3_500_000)
    await client.offer('raffle').accept({ email: 'c@d.ch' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(browser.requests).toHaveLength(1)
    browser.network = (request, serve) => serve(request)
    await client.sync()
    expect(client.snapshot().status.unsent).toBe(0)
    client.close()
  })

  it('that somebody signs in pauses sending until the page has seen to it', async () => {
    const browser = openBrowser(openServer())
    browser.network = async () => new Response('', { status: 401 })
    const client = browser.open()
    await client.ready
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => client.snapshot().status.connection === 'signed-out')
    await client.offer('raffle').accept({ email: 'c@d.ch' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(browser.requests).toHaveLength(1)
    browser.network = (request, serve) => serve(request)
    await client.sync()
    expect(client.snapshot().status).toMatchObject({ connection: 'online', unsent: 0 })
    client.close()
  })

  it('for another version of the program pauses sending and is said', async () => {
    const next = openServer({ program: { ...shop, version: 2 } })
    const browser = openBrowser(next)
    const client = browser.open()
    await client.ready
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => client.snapshot().status.connection === 'outdated')
    expect(client.snapshot().status.unsent).toBe(1)
    client.close()
  })
})

describe('a refusal', () => {
  it('rolls back what the device had shown, and is said', async () => {
    const server = openServer()
    const [phone, laptop] = [openBrowser(server), openBrowser(server)]
    const first = phone.open()
    await first.ready
    const joined = await first.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    laptop.cookie = phone.cookie
    const second = laptop.open()
    await second.ready
    await second.switchSubject(first.snapshot().subject)
    expect(second.points('bonus').available).toBe(500)
    phone.network = offline
    const late = await first.redeem('voucher')
    expect(first.points('bonus')).toMatchObject({ available: 0, held: 500 })
    const early = await second.redeem('voucher')
    if (early.ok) expect(await early.settled).toMatchObject({ ok: true })
    phone.network = (request, serve) => serve(request)
    const rolledBack: unknown[] = []
    first.on('rolled-back', (answer) => rolledBack.push(answer))
    await first.sync()
    if (!late.ok) throw new Error(late.error.code)
    const answer = await late.settled
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_enough_points' } })
    expect(rolledBack).toEqual([{ id: answer.id, type: 'redeem', ok: false, code: 'not_enough_points' }])
    // Nothing is dropped silently: it waits, with its reason, until somebody has seen to it.
    expect(first.status).toMatchObject({ is: 'parked', parked: 1, unsent: 0 })
    const [parked] = first.parked.list()
    expect(parked).toMatchObject({ type: 'redeem', reward: 'voucher', error: { code: 'not_enough_points' } })
    expect(await first.parked.retry(answer.id)).toMatchObject({ ok: false, error: { code: 'not_enough_points' } })
    expect(first.parked.list()).toHaveLength(1)
    await first.parked.discard(answer.id)
    expect(first.status).toMatchObject({ is: 'saved', parked: 0 })
    expect(first.points('bonus')).toMatchObject({ available: 0, held: 0 })
    first.close()
    second.close()
  })

  it('of one command in a request that is too large holds up no other', async () => {
    const server = openServer({ limits: { bytes: 3_000 } })
    const browser = openBrowser(server)
    browser.network = offline
    const client = browser.open()
    await client.ready
    const all = []
    for (const name of ['a', 'b', 'x'.repeat(3_000), 'c', 'd'])
      all.push(await client.offer('raffle').accept({ email: `${name}@b.ch` }))
    browser.network = (request, serve) => serve(request)
    await client.sync()
    const settled = await Promise.all(all.map((one) => (one.ok ? one.settled : undefined)))
    expect(settled.map((one) => one?.ok)).toEqual([true, true, false, true, true])
    expect(client.parked.list()).toMatchObject([{ type: 'accept', offer: 'raffle', error: { code: 'too_large' } }])
    expect(client.snapshot().status.unsent).toBe(0)
    expect(client.read('email', 'draw')).toBe('d@b.ch')
    client.close()
  })
})

describe('what is sent', () => {
  it('says what its sender had seen, and which of its own exits had no answer yet (law 9)', async () => {
    const browser = openBrowser(openServer())
    const client = browser.open()
    await client.ready
    const accepted = await client.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    if (accepted.ok) await accepted.settled
    browser.network = offline
    await client.consents.withdraw('newsletter')
    expect(client.read('email', 'newsletter')).toBeUndefined()
    const again = await client.offer('raffle').accept({}, { consents: { newsletter: ['email'] } })
    expect(client.read('email', 'newsletter')).toBe('a@b.ch')
    browser.network = (request, serve) => serve(request)
    await client.sync()
    if (again.ok) expect(await again.settled).toMatchObject({ ok: true, outcome: {} })
    expect(client.read('email', 'newsletter')).toBe('a@b.ch')
    const { commands } = JSON.parse(browser.requests.filter(({ method }) => method === 'POST').at(-1)?.body ?? '')
    expect(commands[1]).toMatchObject({ seen: 1, own: [commands[0].id] })
    client.close()
  })

  it('goes in batches of at most fifty, in order', async () => {
    const browser = openBrowser(openServer())
    browser.network = offline
    const client = browser.open()
    await client.ready
    await Promise.all(Array.from({ length: 120 }, (_, n) => client.offer('raffle').accept({ email: `${n}@b.ch` })))
    browser.network = (request, serve) => serve(request)
    const before = browser.requests.length
    await client.sync()
    const posted = browser.requests.slice(before).filter(({ method }) => method === 'POST')
    const sizes = posted.map(({ body }) => JSON.parse(body).commands.length)
    expect(sizes).toEqual([50, 50, 20])
    expect(client.read('email', 'draw')).toBe('119@b.ch')
    client.close()
  })

  it('is asked with the tag of what is known', async () => {
    const storage = memory()
    const browser = openBrowser(openServer(), storage)
    const first = browser.open()
    await first.ready
    const accepted = await first.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    await first.sync()
    first.close()
    const statuses: number[] = []
    browser.network = async (request, serve) => {
      const response = await serve(request)
      statuses.push(response.status)
      return response
    }
    const second = browser.open()
    await second.ready
    await until(() => statuses.length > 0)
    expect(statuses).toEqual([304])
    expect(second.read('email', 'draw')).toBe('a@b.ch')
    second.close()
  })

  it('carries the site’s own headers', async () => {
    const seen: Headers[] = []
    const browser = openBrowser(openServer())
    browser.network = (request, serve) => {
      seen.push(request.headers)
      return serve(request)
    }
    const client = browser.open({ server: { url: address, headers: { 'x-site': 'alpine' } } })
    await client.ready
    const accepted = await client.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    expect(seen[0]?.get('x-site')).toBe('alpine')
    client.close()
  })
})
