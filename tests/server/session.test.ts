import { decodeProtectedHeader, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { EvenhandedError } from '../../src/index.js'
import { createServer, memory, type ServerOptions } from '../../src/server.js'
import { codes, device, secret } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

const [older, newer] = ['an older secret of many characters', 'a newer secret of many characters'] as const
const email = { email: 'a@b.ch' }
const day = 86_400_000

/** The site's own login, as a header that only these tests believe. */
const authenticate: ServerOptions['authenticate'] = ({ headers }) => {
  const id = headers.get('x-login')
  return id === null ? null : { id }
}

describe('the session', () => {
  const fresh = (options: Partial<ServerOptions> = {}) => started({ store: memory() }, options)

  it('begins with the first accepted exchange, and not before (law 8)', async () => {
    const page = device(fresh().server, shop)
    await page.state()
    await page.fetch('/program')
    await page.send(page.say({ type: 'decline', offer: 'raffle' }), page.accept('raffle', { email: 'x' }))
    expect([page.jar.size, page.last.headers.get('set-cookie')]).toEqual([0, null])
    await page.send(page.accept('raffle', email))
    expect(page.jar.size).toBe(1)
  })

  it('is a cookie that no script reads and no other site sends', async () => {
    const page = device(fresh({ tenant: 'alpine' }).server, shop)
    await page.send(page.accept('raffle', email))
    const [cookie = ''] = page.last.headers.getSetCookie()
    const [pair, ...attributes] = cookie.split('; ')
    expect(pair).toMatch(/^__Host-evenhanded-alpine=[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=34560000', 'Path=/', 'SameSite=Lax', 'Secure'])
    expect(page.last.headers.get('cache-control')).toBe('no-store, private')
  })

  it('is Secure everywhere but on this machine without TLS', async () => {
    const nameAt = async (origin: string, options: Partial<ServerOptions> = {}, headers = {}): Promise<string> => {
      const page = device(fresh({ tenant: 'alpine', ...options }).server, shop, origin)
      page.headers = headers
      await page.send(page.accept('raffle', email))
      const [cookie = ''] = page.last.headers.getSetCookie()
      return `${cookie.split('=')[0]}${cookie.includes('; Secure') ? ', Secure' : ''}`
    }
    expect(await nameAt('http://localhost:4321')).toBe('evenhanded-alpine')
    expect(await nameAt('http://127.0.0.1:4321')).toBe('evenhanded-alpine')
    expect(await nameAt('https://localhost')).toBe('__Host-evenhanded-alpine, Secure')
    expect(await nameAt('http://shop.example')).toBe('__Host-evenhanded-alpine, Secure')
    const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example', origin: 'https://shop.example' }
    expect(await nameAt('http://localhost:80', { trustProxy: true }, proxied)).toBe('__Host-evenhanded-alpine, Secure')
    await expect(nameAt('http://localhost:80', {}, proxied)).rejects.toThrow('cross_site')
  })

  it('keeps the programs of one host apart', async () => {
    const store = memory()
    const one = started({ store }, { tenant: 'one' })
    const two = started({ store }, { tenant: 'two & more' })
    const page = device(one.server, shop)
    await page.send(page.accept('raffle', email))
    const other = device(two.server, shop)
    for (const [name, value] of page.jar) other.jar.set(name, value)
    expect(await other.state()).toMatchObject({ subject: null })
    await other.send(other.accept('raffle', email))
    expect([...other.jar.keys()]).toEqual(['__Host-evenhanded-one', '__Host-evenhanded-two%20%26%20more'])
    const [token] = [...page.jar.values()]
    other.jar.set('__Host-evenhanded-two%20%26%20more', token as string)
    expect(await other.state()).toMatchObject({ subject: null })
  })

  it('that was not signed here is none, and is cleared', async () => {
    const { server, tenant } = fresh()
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('raffle', email))
    const [name = '', good = ''] = [...page.jar].flat()
    const forged = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256', kid: decodeProtectedHeader(good).kid as string })
      .setSubject(subject as string)
      .setAudience(tenant)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('somebody else’s secret, long enough'))
    const unsigned = `${btoa('{"alg":"none"}')}.${good.split('.')[1]}.`
    for (const token of [forged, unsigned, 'nonsense', `${good.slice(0, -3)}abc`]) {
      page.jar.set(name, token)
      expect(await page.state()).toMatchObject({ subject: null, state: null, rev: 0 })
      expect(page.jar.size).toBe(0)
    }
    page.jar.set(name, good)
    expect(await page.state()).toMatchObject({ subject })
  })

  it('outlives its secret as long as that verifies, and moves to the new one', async () => {
    const store = memory()
    const at = (secrets: readonly string[], more: Partial<ServerOptions> = {}) =>
      started({ store }, { tenant: 'alpine', secrets, authenticate, ...more }).server
    const page = device(at([older]), shop)
    const { subject } = await page.send(page.accept('raffle', email))
    const first = [...page.jar.values()][0] as string
    const now = (server: ReturnType<typeof at>) => {
      const moved = device(server, shop)
      for (const [name, value] of page.jar) moved.jar.set(name, value)
      return moved
    }
    const both = now(at([newer, older]))
    expect(await both.state()).toMatchObject({ subject })
    const second = [...both.jar.values()][0] as string
    expect(decodeProtectedHeader(second).kid).not.toBe(decodeProtectedHeader(first).kid)
    page.jar.set([...page.jar.keys()][0] as string, second)
    expect(await now(at([newer], { lookupSecret: older })).state()).toMatchObject({ subject })
    page.jar.set([...page.jar.keys()][0] as string, first)
    expect(await now(at([newer], { lookupSecret: older })).state()).toMatchObject({ subject: null })
  })

  it('keeps logins and replays through a rotation', async () => {
    const store = memory()
    const page = device(started({ store }, { tenant: 'alpine', secrets: [older], authenticate }).server, shop)
    page.headers = { 'x-login': 'user-17' }
    const command = page.accept('membership', email)
    const said = await page.send(command)
    const rotated = { tenant: 'alpine', secrets: [newer], lookupSecret: older, authenticate }
    const later = device(started({ store }, rotated).server, shop)
    later.headers = page.headers
    const again = await later.send({ ...command, subject: said.subject })
    expect(again.results).toEqual(said.results)
  })

  it('is renewed sparingly, and ends after four hundred days', async () => {
    let now = Date.UTC(2026, 0, 1)
    const page = device(fresh({ clock: () => now }).server, shop)
    const { subject } = await page.send(page.accept('raffle', email))
    const first = [...page.jar.values()][0]
    now += 29 * day
    await page.state()
    expect(page.last.headers.get('set-cookie')).toBeNull()
    now += 2 * day
    await page.state()
    expect([...page.jar.values()][0]).not.toBe(first)
    now += 399 * day
    expect(await page.state()).toMatchObject({ subject })
    now += 401 * day
    expect(await page.state()).toMatchObject({ subject: null })
    expect(page.jar.size).toBe(0)
  })

  it('ends on this browser when asked, and nothing stored does', async () => {
    const { server } = fresh()
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('raffle', email))
    const evil = { method: 'DELETE', headers: { origin: 'https://evil.example' } }
    expect((await page.fetch('/session', evil)).status).toBe(403)
    expect((await page.fetch('/session', { method: 'DELETE' })).status).toBe(204)
    expect(page.jar.size).toBe(0)
    expect(await page.state()).toMatchObject({ subject: null })
    expect(await server.subject(subject as string).state()).toMatchObject({ values: email })
  })

  it.each([[[]], [['short']], [[secret, 'short']]])('needs secrets that nobody guesses: %j', (secrets) => {
    const make = () => createServer({ program: shop, store: memory(), secrets })
    expect(make).toThrow(expect.objectContaining({ code: 'bad_secrets' }))
    expect(make).toThrow(EvenhandedError)
  })
})

describe('the site’s own login', () => {
  const site = () => {
    const { server, seen } = started({ store: memory() }, { authenticate })
    const browser = (login?: string) => {
      const page = device(server, shop)
      if (login !== undefined) page.headers = { 'x-login': login }
      return page
    }
    return { server, seen, browser }
  }

  it('is bound with the next thing that is stored, and finds its subject on every device', async () => {
    const { server, browser } = site()
    const page = browser()
    const { subject } = await page.send(page.accept('membership', email))
    page.headers = { 'x-login': 'user-17' }
    expect(await page.state()).toMatchObject({ subject })
    expect(await server.subject({ login: 'user-17' }).state()).toBeNull()
    await page.send(page.accept('raffle', {}))
    expect(await server.subject({ login: 'user-17' }).state()).toMatchObject({ values: email })
    expect(await browser('user-17').state()).toMatchObject({ subject })
  })

  it('is never stored itself', async () => {
    const { seen, browser } = site()
    const page = browser('user-17')
    await page.send(page.accept('membership', email))
    expect(seen.steps[0]?.login).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify([seen.steps, seen.loads])).not.toContain('user-17')
  })

  it('has one subject, though two devices make it at once', async () => {
    const { server, browser } = site()
    const pages = [browser('user-17'), browser('user-17'), browser('user-17')]
    const replies = await Promise.all(pages.map((page) => page.send(page.accept('membership', email))))
    expect(new Set(replies.map(({ subject }) => subject)).size).toBe(1)
    expect(replies.flatMap(codes)).toEqual(['ok', 'ok', 'ok'])
    expect(await server.subject({ login: 'user-17' }).balance('bonus')).toMatchObject({ available: 500 })
  })

  it('moves the cookie to its own subject, and leaves the other as it is (law 9)', async () => {
    const { server, browser } = site()
    const home = browser('user-17')
    const mine = await home.send(home.accept('membership', email))
    const page = browser()
    const other = await page.send(page.accept('membership', { email: 'other@b.ch' }))
    const late = page.accept('raffle', {})
    page.headers = { 'x-login': 'user-17' }
    const before = [...page.jar.values()][0]
    const reply = await page.send(late, { ...page.accept('raffle', {}), subject: null })
    expect(codes(reply)).toEqual(['wrong_subject', 'ok'])
    expect(reply.subject).toBe(mine.subject)
    expect(reply.state?.values).toEqual(email)
    expect([...page.jar.values()][0]).not.toBe(before)
    expect((await server.subject(other.subject as string).state())?.values).toEqual({ email: 'other@b.ch' })
  })

  it('is needed for a subject that belongs to it: another person may sit there now', async () => {
    const { browser } = site()
    const page = browser('user-17')
    const mine = await page.send(page.accept('membership', email))
    page.headers = {}
    const cookie = new Map(page.jar)
    expect(await page.state()).toMatchObject({ subject: null, state: null })
    expect(page.jar.size).toBe(0)
    for (const [name, value] of cookie) page.jar.set(name, value)
    expect(codes(await page.send({ ...page.say({ type: 'erase' }), subject: mine.subject }))).toEqual(['wrong_subject'])
    for (const [name, value] of cookie) page.jar.set(name, value)
    page.headers = { 'x-login': 'user-18' }
    const theirs = await page.send({ ...page.accept('membership', { email: 'their@b.ch' }), subject: null })
    expect(theirs.subject).not.toBe(mine.subject)
    expect(await browser('user-17').state()).toMatchObject({ subject: mine.subject, state: { values: email } })
  })

  it.each([[''], [undefined], [17]])('is somebody, or nobody is served: %j', async (id) => {
    const errors: unknown[] = []
    const authenticate = () => ({ id }) as { id: string }
    const { server } = started({ store: memory() }, { authenticate, onError: (error) => errors.push(error) })
    const page = device(server, shop)
    expect((await page.fetch('/state')).status).toBe(500)
    await expect(page.send(page.accept('membership', email))).rejects.toThrow('500')
    expect(errors).toMatchObject([{ code: 'bad_login' }, { code: 'bad_login' }])
  })

  it.each([[new Error('ldap://secret-host is down')], ['ldap://secret-host is down']])(
    'that can’t be asked is a failure without details: %j',
    async (reason) => {
      const errors: unknown[] = []
      const authenticate = () => Promise.reject(reason)
      const failing = started({ store: memory() }, { authenticate, onError: (error) => errors.push(error) })
      const response = await device(failing.server, shop).fetch('/state')
      expect(response.status).toBe(500)
      expect(await response.text()).not.toContain('secret-host')
      expect(errors).toEqual([reason])
    },
  )
})
