import { describe, expect, it } from 'vitest'
import { memory } from '../../src/server.js'
import { device, home } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

const fresh = (options = {}) => {
  const { server, seen } = started({ store: memory() }, options)
  const page = device(server, shop)
  const request = (headers: Record<string, string> = {}) => {
    const cookie = [...page.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Request(`${home}/offers`, { headers: { ...(cookie && { cookie }), ...headers } })
  }
  return { server, seen, page, request }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('server.initial', () => {
  it('is nobody where a request names nobody, and asks no store for that', async () => {
    const { server, seen, request } = fresh({ clock: () => 1_790_000_000_000 })
    const initial = await server.initial(request())
    expect(initial).toEqual({
      program: { id: 'alpine-shop', version: 3 },
      ...{ subject: null, state: null, rev: 0 },
      ...{ at: 1_790_000_000_000, etag: '"3.nobody.0"', key: expect.stringMatching(uuid) },
    })
    expect(seen.loads).toHaveLength(0)
  })

  it('is what the device is told, with the tag by which it asks again', async () => {
    const { server, page, request } = fresh()
    await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const before = Date.now()
    const { at, etag, key, ...reply } = await server.initial(request())
    expect(reply).toEqual(await page.state())
    expect(etag).toBe(page.last.headers.get('etag'))
    expect((await page.fetch('/state', { headers: { 'if-none-match': etag as string } })).status).toBe(304)
    expect(at).toBeGreaterThanOrEqual(before - 1)
    expect(at).toBeLessThanOrEqual(Date.now() + 1)
    expect(key).not.toBe((await server.initial(request())).key)
  })

  it('is plain JSON', async () => {
    const { server, page, request } = fresh()
    await page.send(page.accept('membership', { email: 'a@b.ch', birthday: '1990-01-01' }))
    const initial = await server.initial(request())
    expect(JSON.parse(JSON.stringify(initial))).toEqual(initial)
  })

  it('makes no subject of a login that is not known yet, and stores nothing', async () => {
    const { server, seen, request } = fresh({ authenticate: () => ({ id: 'user-17' }) })
    expect((await server.initial(request())).subject).toBeNull()
    expect((await server.initial(request({ 'sec-gpc': '1' }))).subject).toBeNull()
    expect(seen.loads).toHaveLength(2)
    expect(seen.stores).toBe(0)
  })

  it('finds whom the site has signed in, where the browser has no cookie of ours', async () => {
    const { server, request } = fresh({ authenticate: () => ({ id: 'user-17' }) })
    const answer = await server.subject({ login: 'user-17' }).award({ points: { bonus: 5 }, reason: 'r', key: 'k' })
    expect(answer.ok).toBe(true)
    const { subject, state } = await server.initial(request())
    expect(subject).not.toBeNull()
    expect(state?.points.bonus?.balance).toBe(5)
  })

  it('is nobody again once they were erased', async () => {
    const { server, page, request } = fresh()
    await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const late = request()
    await page.send(page.say({ type: 'erase' }))
    expect(await server.initial(late)).toMatchObject({ subject: null, state: null, rev: 0 })
  })
})
