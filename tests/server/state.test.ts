import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { parseProgram } from '../../src/index.js'
import { memory } from '../../src/server.js'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

const fresh = (options = {}) => {
  const { server, seen } = started({ store: memory() }, options)
  return { server, seen, page: device(server, shop) }
}

describe('GET /state', () => {
  it('says that nobody is known, and asks no store for that', async () => {
    const { page, seen } = fresh()
    expect(await page.state()).toEqual({
      program: { id: 'alpine-shop', version: 3 },
      subject: null,
      state: null,
      rev: 0,
    })
    expect(seen.loads).toHaveLength(0)
  })

  it('is not sent again while nothing changed, and kept by no cache', async () => {
    const { page, seen, server } = fresh()
    const { rev, subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    await page.state()
    const etag = page.last.headers.get('etag') as string
    expect(page.last.headers.get('cache-control')).toBe('no-store, private')
    const again = await page.fetch('/state', { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect(seen.loads.at(-1)).toHaveLength(1)
    await server.subject(subject as string).award({ points: { bonus: 1 }, reason: 'r', key: 'r' })
    const changed = await page.fetch('/state', { headers: { 'if-none-match': etag } })
    expect([changed.status, ((await changed.json()) as { rev: number }).rev]).toEqual([200, rev + 1])
  })

  it('tells two people apart that are at the same revision', async () => {
    const { page, server } = fresh()
    const other = device(server, shop)
    await page.send(page.accept('membership', { email: 'a@b.ch' }))
    await other.send(other.accept('membership', { email: 'c@d.ch' }))
    await page.state()
    const etag = page.last.headers.get('etag') as string
    expect((await other.fetch('/state', { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  it('answers HEAD', async () => {
    const response = await fresh().page.fetch('/state', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

describe('GET /program', () => {
  it('is the public face, and reads as a program again', async () => {
    const { page, server } = fresh({ policy: { maxAward: { bonus: 4_242 } } })
    const response = await page.fetch('/program')
    const text = await response.text()
    expect(JSON.parse(text)).toEqual(server.programJson)
    expect(text).not.toContain('4242')
    expect(parseProgram(text, z.fromJSONSchema as never).offers).toEqual(shop.offers)
    const etag = response.headers.get('etag') as string
    expect((await page.fetch('/program', { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('stands where it was mounted', async () => {
    const { server } = fresh({ basePath: '/give/' })
    expect((await server.fetch(new Request('https://shop.example/give/program'))).status).toBe(200)
    expect((await server.fetch(new Request('https://shop.example/evenhanded/program'))).status).toBe(404)
    expect(() => fresh({ basePath: 'give' })).toThrow(expect.objectContaining({ code: 'bad_options' }))
  })
})

describe('the site’s own handlers', () => {
  it('hear whose session a request belongs to', async () => {
    const { page, server } = fresh()
    const request = () =>
      new Request('https://shop.example/orders', {
        headers: { cookie: [...page.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
    expect(await server.subjectOf(request())).toBeNull()
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    expect(await server.subjectOf(request())).toBe(subject)
    const late = request()
    await page.send(page.say({ type: 'erase' }))
    expect(await server.subjectOf(late)).toBeNull()
  })
})
