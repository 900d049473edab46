import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import { createServer, memory } from 'evenhanded/server'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { shop } from '../../client/shop.js'
import { launchBrowser } from '../../support/browser.js'
import type {} from './client-page.js'

const found = inject('browser')

/** A real shop on a port of this machine: its page, its script and its server. */
async function openShop() {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('./client-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  const script = bundled.outputFiles[0]?.text ?? ''
  const server = createServer({ program: shop, store: memory(), secrets: ['a secret of more than 32 characters.'] })
  const requests: string[] = []
  const http = createHttp(
    getRequestListener(async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith('/evenhanded')) {
        requests.push(`${request.method} ${pathname}`)
        return server.fetch(request)
      }
      if (pathname === '/shop.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } })
      const body = pathname === '/' ? '<script type="module" src="/shop.js"></script>' : ''
      return new Response(`<!doctype html><title>Shop</title>${body}`, { headers: { 'content-type': 'text/html' } })
    }),
  )
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return { url, server, requests, close: () => http.close() }
}

const join = (page: Page) =>
  page.evaluate(async () => {
    await window.client.ready
    const result = await window.client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    return result.ok
  })

const snapshot = (page: Page) =>
  page.evaluate(async () => {
    await window.client.ready
    return window.client.snapshot()
  })

const available = (page: Page) => page.evaluate(() => window.client.points('bonus').available)

const settledIn = (page: Page) =>
  page.waitForFunction(() => {
    const { phase, subject, status } = window.client.snapshot()
    return phase === 'ready' && subject !== null && status.unsent === 0 && status.connection === 'online'
  })

describe.skipIf(!found)('the client in a real Chromium', () => {
  let chromium: Browser
  let context: BrowserContext
  let site: Awaited<ReturnType<typeof openShop>>

  beforeAll(async () => {
    if (found) chromium = await launchBrowser(found)
  })
  afterAll(() => chromium?.close())
  beforeEach(async () => {
    site = await openShop()
    context = await chromium.newContext()
  })
  afterEach(async () => {
    await context.close()
    site.close()
  })

  async function visit(): Promise<Page> {
    const page = await context.newPage()
    await page.goto(site.url)
    await page.waitForFunction(() => window.client?.snapshot().phase === 'ready')
    return page
  }

  it('keeps what was accepted when the page is closed in the middle of sending, and gives it once', async () => {
    const first = await visit()
    // The server gets it; its answer never reaches the page.
    await context.route('**/commands', async (route) => {
      await route.fetch()
      await new Promise(() => undefined)
    })
    expect(await join(first)).toBe(true)
    await first.waitForTimeout(100)
    await first.close()
    await context.unroute('**/commands')
    const second = await visit()
    await settledIn(second)
    expect(await available(second)).toBe(500)
    const id = (await snapshot(second)).subject ?? ''
    expect((await site.server.subject(id).balance('bonus')).available).toBe(500)
    await second.reload()
    await settledIn(second)
    expect(await second.evaluate(() => window.client.read('email', 'club'))).toBe('a@b.ch')
  })

  it('waits offline and sends by itself once there is a network again', async () => {
    const page = await visit()
    await context.setOffline(true)
    expect(await join(page)).toBe(true)
    await page.waitForFunction(() => window.client.snapshot().status.connection === 'offline')
    expect(await snapshot(page)).toMatchObject({ status: { storage: 'durable', unsent: 1 } })
    expect(await page.evaluate(() => window.client.can('review'))).toBe(true)
    await context.setOffline(false)
    await settledIn(page)
    expect(await available(page)).toBe(500)
  })

  it('works in memory where the browser refuses storage, and says so', async () => {
    await context.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
    })
    const page = await visit()
    expect(await snapshot(page)).toMatchObject({
      status: { storage: 'memory', reason: 'SecurityError: Access is denied for this document.' },
    })
    expect(await join(page)).toBe(true)
    await settledIn(page)
    expect(await available(page)).toBe(500)
  })

  it('leaves no cookie and sends nothing before an exchange (law 8)', async () => {
    const page = await visit()
    await page.evaluate(async () => {
      await window.client.offer('finder').accept({ terrain: 'alpine' })
      await window.client.offer('raffle').decline()
      await window.client.observe('basket', ['85123A'])
    })
    await page.reload()
    await page.waitForFunction(() => window.client?.snapshot().phase === 'ready')
    expect(await page.evaluate(() => window.client.read('terrain', 'fit'))).toBe('alpine')
    expect(await page.evaluate(() => window.client.read('basket', 'fit'))).toBeUndefined()
    expect(site.requests).toEqual([])
    expect(await context.cookies()).toEqual([])
  })

  it('sends its last word when the visitor leaves at once', async () => {
    const page = await visit()
    await page.evaluate(() => {
      void window.client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
      location.href = '/elsewhere'
    })
    await page.waitForURL('**/elsewhere')
    await expect.poll(() => site.requests).toContain('POST /evenhanded/commands')
  })

  it('keeps two tabs that act at once in step, and gives each thing once', async () => {
    const [one, two] = [await visit(), await visit()]
    await Promise.all([join(one), join(two)])
    await Promise.all([settledIn(one), settledIn(two)])
    const [first, second] = [await snapshot(one), await snapshot(two)]
    expect(second.subject).toBe(first.subject)
    expect((await site.server.subject(first.subject ?? '').balance('bonus')).available).toBe(500)
    expect([await available(one), await available(two)]).toEqual([500, 500])
  })
})
