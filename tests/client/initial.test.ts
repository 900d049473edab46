import { createClient, type Initial, memory } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { type Browser, offline, openBrowser, openServer, type ShopServer, shop, until } from './world.js'

const opened = () => {
  const server = openServer()
  return { server, browser: openBrowser(server) }
}

/** What the server says for a page that this browser asks for. */
const initialOf = (server: ShopServer, browser: Browser): Promise<Initial> =>
  server.initial(new Request('https://shop.example/', { headers: browser.cookie ? { cookie: browser.cookie } : {} }))

async function member(server: ShopServer, browser: Browser, email = 'a@b.ch'): Promise<string> {
  const client = browser.open()
  await client.ready
  const said = await client.offer('membership').accept({ email, terrain: 'forest', size: 42 })
  if (!said.ok) throw new Error(said.error.code)
  await said.settled
  const { subject } = client.snapshot()
  client.close()
  if (subject === null) throw new Error('nobody')
  await server.subject(subject).award({ points: { bonus: 70 }, reason: 'r', key: 'welcome' })
  return subject
}

const seen = (client: ReturnType<Browser['open']>) => ({
  phase: client.snapshot().phase,
  subject: client.snapshot().subject,
  review: client.can('review'),
  points: client.points('bonus').available,
  pending: client.points('bonus').pending,
})

describe('a client that was given what the server knows', () => {
  it('answers at once, and by storage once that was read', async () => {
    const { server, browser } = opened()
    const subject = await member(server, browser)
    const client = browser.open({ initial: await initialOf(server, browser) })
    const all = { phase: 'ready', subject, review: true, points: 570, pending: 0 }
    expect(seen(client)).toEqual(all)
    expect(client.read('size', 'treats')).toBe('EU 42')
    expect(client.read('size', 'club')).toBeUndefined()
    expect(client.read('email', 'club')).toBe('a@b.ch')
    expect(client.offer('membership').accepted).toBe(true)
    expect(client.known().map(({ field }) => field)).toContain('terrain')
    await client.ready
    expect(seen(client)).toEqual(all)
    await client.sync()
    expect(seen(client)).toEqual(all)
  })

  it('begins as nobody where nobody is known, and asks nothing of the server', async () => {
    const { server, browser } = opened()
    const client = browser.open({ initial: await initialOf(server, browser) })
    expect(seen(client)).toEqual({ phase: 'ready', subject: null, review: false, points: 0, pending: 0 })
    expect(client.next()?.id).toBe('membership')
    await client.ready
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(browser.requests).toEqual([])
  })

  it('lets the later word count where storage has one of the same person', async () => {
    const { server, browser } = opened()
    const subject = await member(server, browser)
    const older = await initialOf(server, browser)
    await server.subject(subject).award({ points: { bonus: 5 }, reason: 'r', key: 'later' })
    const before = browser.open()
    await before.ready
    await before.sync()
    before.close()
    browser.network = offline
    const client = browser.open({ initial: older })
    expect(client.points('bonus').available).toBe(570)
    await client.ready
    expect(client.points('bonus').available).toBe(575)
    client.close()

    await server.subject(subject).award({ points: { bonus: 5 }, reason: 'r', key: 'latest' })
    const newer = browser.open({ initial: await initialOf(server, browser) })
    await newer.ready
    expect(newer.points('bonus').available).toBe(580)
    newer.close()
    // It was kept: a page without one has it as well.
    const next = browser.open()
    await next.ready
    expect(next.points('bonus').available).toBe(580)
  })

  it('puts what is unsent on top in one step', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    browser.network = offline
    const before = browser.open()
    await before.ready
    expect((await before.redeem('voucher')).ok).toBe(true)
    before.close()
    const client = browser.open({ initial: await initialOf(server, browser) })
    const shown: (readonly [number, number])[] = []
    client.subscribe(() => shown.push([client.points('bonus').available, client.points('bonus').held]))
    await client.ready
    expect(shown[0]).toEqual([570, 0])
    expect(new Set(shown.map(String))).toEqual(new Set(['570,0', '70,500']))
  })

  it('says nothing before storage was read, and everything after it', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const client = browser.open({ initial: await initialOf(server, browser) })
    const said = await client.redeem('voucher')
    expect(said.ok && (await said.settled).ok).toBe(true)
    expect(client.points('bonus').held + client.points('bonus').available).toBeLessThanOrEqual(570)
  })

  it('says what was begun before storage was read for whom the page was rendered for, and for nobody else', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const ofHers = await initialOf(server, browser)
    // On a device that has not seen her yet.
    const fresh = openBrowser(server)
    fresh.cookie = browser.cookie
    const client = fresh.open({ initial: ofHers })
    expect(await client.redeem('voucher')).toMatchObject({ ok: true })
    await client.signOut({ unsent: 'send' })
    expect(await client.offer('membership').accept({ email: 'bob@b.ch', terrain: 'city' })).toMatchObject({ ok: true })
    await client.sync()
    const bob = client.snapshot().subject
    client.close()
    const back = fresh.open({ initial: { ...ofHers, at: ofHers.at - 1 } })
    const [redeemed, kept] = [back.redeem('voucher'), back.offer('raffle').keep({ email: 'a@b.ch' })]
    const refused = { ok: false, error: { code: 'wrong_subject' } }
    expect([await redeemed, await kept]).toMatchObject([refused, refused])
    expect(back.snapshot().subject).toBe(bob)
    expect(back.offer('raffle').draft).toEqual({})
    back.close()
  })

  it('lets somebody else move in, and asks the server at once who it is', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const other = openBrowser(server)
    const anna = await member(server, other, 'anna@b.ch')
    browser.cookie = other.cookie
    const client = browser.open({ initial: await initialOf(server, browser) })
    const subjects = new Set<string | null>()
    client.subscribe(({ subject }) => subjects.add(subject))
    browser.requests.length = 0
    await client.ready
    expect(client.read('email', 'club')).toBe('anna@b.ch')
    await until(() => browser.requests.some(({ path }) => path.endsWith('/state')))
    expect([...subjects]).toEqual([anna])
    client.close()
    const next = browser.open()
    await next.ready
    expect(next.snapshot().subject).toBe(anna)
  })

  it('keeps what was said as nobody for whom the session turns out to be', async () => {
    const { server, browser } = opened()
    const client = browser.open()
    await client.ready
    // The server hears it, and the page goes before it hears of that: its cookie is there all the same.
    browser.network = async (request, serve) => {
      await serve(request)
      throw new TypeError('The page is gone.')
    }
    const said = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    await until(() => browser.cookie !== '')
    client.close()
    browser.network = (request, serve) => serve(request)
    const next = browser.open({ initial: await initialOf(server, browser) })
    expect(next.points('bonus').available).toBe(500)
    await next.ready
    await next.sync()
    expect(said.ok && next.snapshot().status.unsent).toBe(0)
    expect(next.points('bonus')).toMatchObject({ available: 500, pending: 0 })
  })

  it('does not let who has signed out come back with an old page, and asks the server', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const old = await initialOf(server, browser)
    const client = browser.open()
    await client.sync()
    await client.signOut({ unsent: 'send' })
    client.close()
    browser.requests.length = 0
    const back = browser.open({ initial: { ...old, at: old.at - 1 } })
    await back.ready
    expect(seen(back)).toMatchObject({ phase: 'ready', subject: null, review: false, points: 0 })
    expect(back.known()).toEqual([])
    await until(() => browser.requests.some(({ path }) => path.endsWith('/state')))
    await back.sync()
    expect(back.snapshot().subject).toBeNull()
  })

  it('does not bring back who has signed out with an answer that was on its way', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const client = browser.open({ initial: await initialOf(server, browser) })
    await client.sync()
    const held: (() => void)[] = []
    browser.network = async (request, serve) => {
      const response = await serve(request)
      if (request.url.includes('/state')) await new Promise<void>((resolve) => held.push(resolve))
      return response
    }
    await server.subject(client.snapshot().subject as string).award({ points: { bonus: 1 }, reason: 'r', key: 'one' })
    const synced = client.sync()
    await until(() => held.length > 0)
    const left = client.signOut({ unsent: 'drop' })
    await until(() => client.snapshot().subject === null)
    const seenSince = new Set<unknown>()
    client.subscribe(({ subject }) => seenSince.add(subject).add(client.points('bonus').available))
    browser.network = (request, serve) => serve(request)
    for (const release of held) release()
    await Promise.all([synced, left])
    await client.sync()
    expect(seenSince).toEqual(new Set([null, 0]))
  })

  it('does not bring back who left before the server had answered their first exchange', async () => {
    const { server, browser } = opened()
    const client = browser.open({ initial: await initialOf(server, browser) })
    const held: (() => void)[] = []
    browser.network = async (request, serve) => {
      const response = await serve(request)
      await new Promise<void>((resolve) => held.push(resolve))
      return response
    }
    expect((await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })).ok).toBe(true)
    await until(() => held.length > 0)
    const left = client.signOut({ unsent: 'drop' })
    await until(() => client.snapshot().status.unsent === 0)
    const seenSince = new Set<unknown>()
    client.subscribe(({ subject }) => seenSince.add(subject).add(client.points('bonus').available))
    browser.network = (request, serve) => serve(request)
    for (const release of held) release()
    await left
    await client.sync()
    expect(seenSince).toEqual(new Set([null, 0]))
  })

  it('does not take up a session that has yet to end', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const client = browser.open()
    await client.ready
    browser.network = offline
    await client.signOut({ unsent: 'drop' })
    client.close()
    // The server does not know of it yet, and renders the page for them.
    const back = browser.open({ initial: { ...(await initialOf(server, browser)), at: Date.now() + 1_000 } })
    await back.ready
    expect(seen(back)).toMatchObject({ subject: null, review: false })
    browser.network = (request, serve) => serve(request)
    await back.sync()
    expect([browser.cookie, back.snapshot().subject]).toEqual(['', null])
  })

  it('lets a sign-in after a sign-out count', async () => {
    const { server, browser } = opened()
    const subject = await member(server, browser)
    const { cookie } = browser
    const client = browser.open()
    await client.ready
    await client.signOut({ unsent: 'send' })
    client.close()
    browser.cookie = cookie
    const initial = await initialOf(server, browser)
    const back = browser.open({ initial: { ...initial, at: initial.at + 1 } })
    await back.ready
    expect(seen(back)).toMatchObject({ subject, review: true, points: 570 })
  })

  it('never lets one person see another’s with an old page, whatever came first', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const old = await initialOf(server, browser)
    const other = openBrowser(server)
    const anna = await member(server, other, 'anna@b.ch')
    const client = browser.open()
    await client.ready
    await client.signOut({ unsent: 'send' })
    browser.cookie = other.cookie
    await client.switchSubject(anna)
    client.close()
    const back = browser.open({ initial: { ...old, at: old.at - 1 } })
    await back.ready
    expect(back.snapshot().subject).toBe(anna)
  })

  const unfit: { readonly [what: string]: (initial: Initial) => unknown } = {
    'another version': (initial) => ({ ...initial, program: { ...initial.program, version: 2 } }),
    'another program': (initial) => ({ ...initial, program: { ...initial.program, id: 'other' } }),
    nothing: () => null,
    'an empty text': () => '',
    'a number': () => 3,
    'no instant': ({ at: _, ...initial }) => initial,
    'a state of another shape': (initial) => ({ ...initial, state: { version: 1, state: {}, values: {}, points: {} } }),
    'points of another shape': ({ state, ...initial }) => ({ ...initial, state: { ...state, points: { bonus: 5 } } }),
  }
  for (const [what, made] of Object.entries(unfit))
    it(`takes ${what} as if nothing had come`, async () => {
      const { server, browser } = opened()
      const subject = await member(server, browser)
      const initial = made(await initialOf(server, browser)) as Initial
      const client = browser.open({ initial })
      expect(seen(client)).toEqual({ phase: 'loading', subject: null, review: false, points: 0, pending: 0 })
      expect(client.first.snapshot().phase).toBe('loading')
      await client.ready
      expect(seen(client)).toMatchObject({ phase: 'ready', subject, review: true })
    })
})

describe('the first picture', () => {
  it('stays as it was, whatever the client does', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const client = browser.open({ initial: await initialOf(server, browser) })
    const { first } = client
    const before = { snapshot: first.snapshot(), offer: first.offer('raffle'), consents: first.consents.list() }
    await client.ready
    await client.leave('membership')
    await client.sync()
    expect([client.can('review'), first.can('review')]).toEqual([false, true])
    expect(first.snapshot()).toBe(before.snapshot)
    expect(first.offer('raffle')).toBe(before.offer)
    expect(first.consents.list()).toEqual(before.consents)
    expect(first.read('email', 'club')).toBe('a@b.ch')
  })

  it('is the same on both sides, at whatever time it is drawn', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const initial = await initialOf(server, browser)
    const drawn = (clock: number) => {
      const { first } = createClient({
        ...({ program: shop, server: '/evenhanded', touchpoint: 'web', storage: memory() } as const),
        ...{ initial: JSON.parse(JSON.stringify(initial)) as Initial, clock: () => clock },
      })
      const {
        schema: _,
        accept: _a,
        submit: _s,
        decline: _d,
        dismiss: _i,
        shown: _o,
        ...raffle
      } = first.offer('raffle')
      return JSON.stringify([
        first.snapshot(),
        raffle,
        first.next()?.id,
        first.explain({ gate: 'review' }),
        first.explain({ offer: 'raffle' }),
        first.points('bonus'),
        first.known(),
        first.consents.list(),
      ])
    }
    // A year later its points would have ended, and its answers would not be fresh.
    expect(drawn(initial.at + 3 * 365 * 86_400_000)).toBe(drawn(initial.at))
  })

  it('is loading without an initial, also once storage was read', async () => {
    const { browser } = opened()
    const { first, ready } = browser.open()
    await ready
    expect([first.snapshot().phase, first.can('review'), first.next()]).toEqual(['loading', false, null])
  })
})

describe('where pages are rendered', () => {
  it('answers at once, asks nobody, and leaves nothing behind that keeps a process', async () => {
    const { server, browser } = opened()
    await member(server, browser)
    const initial = await initialOf(server, browser)
    const asked: unknown[] = []
    const { fetch } = globalThis
    globalThis.fetch = async (url) => {
      asked.push(url)
      throw new TypeError('no')
    }
    try {
      const before = process.getActiveResourcesInfo().length
      const client = createClient({
        program: shop,
        server: 'https://shop.example/evenhanded',
        touchpoint: 'web',
        initial,
      })
      expect(client.can('review')).toBe(true)
      await client.ready
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(client.can('review')).toBe(true)
      expect(client.points('bonus').available).toBe(570)
      expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before)
      expect(asked).toEqual([])
    } finally {
      globalThis.fetch = fetch
    }
  })
})
