import { createServer as createHttp, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type {} from '../e2e/client/client-page.js'
import { launchOptions } from '../support/browser.js'
import { openServer, type ShopServer } from './world.js'

const found = inject('browser')

/** On plain http, under a name that is not this machine's: browsers give such pages no secure context. */
const host = 'shop.test'

describe.skipIf(!found)('a page on plain http', () => {
  let browser: Browser
  let http: Server
  let server: ShopServer
  let page: Page

  beforeAll(async () => {
    const entry = fileURLToPath(new URL('../e2e/client/client-page.ts', import.meta.url))
    const bundled = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', target: 'es2022' })
    const files: { readonly [path: string]: readonly [type: string, text: string] | undefined } = {
      '/': ['text/html', '<!doctype html><title>Shop</title><script type="module" src="/shop.js"></script>'],
      '/shop.js': ['text/javascript', bundled.outputFiles[0]?.text ?? ''],
    }
    http = createHttp(
      getRequestListener((request) => {
        const { pathname } = new URL(request.url)
        if (pathname.startsWith('/evenhanded')) return server.fetch(request)
        const [type, text] = files[pathname] ?? ['text/plain', '']
        return new Response(text, { headers: { 'content-type': type } })
      }),
    )
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const { args, ...options } = launchOptions(found!)
    browser = await chromium.launch({ ...options, args: [...args, `--host-resolver-rules=MAP ${host} 127.0.0.1`] })
  })
  afterAll(async () => {
    await browser?.close()
    http?.close()
  })

  const url = () => `http://${host}:${(http.address() as AddressInfo).port}/`

  async function visit(): Promise<Page> {
    const context = page?.context() ?? (await browser.newContext())
    await context.addCookies([{ name: 'login', value: 'ann', url: url() }])
    const one = await context.newPage()
    await one.goto(url())
    await one.waitForFunction(() => window.client?.snapshot().phase === 'ready')
    return one
  }

  const status = (one: Page) => one.evaluate(() => window.client.status)

  const saved = (one: Page) => one.waitForFunction(() => window.client.status.is === 'saved')

  const join = (one: Page) =>
    one.evaluate(() =>
      window.client
        .offer('membership')
        .accept({ email: 'a@b.ch', terrain: 'city' })
        .then(({ ok }) => ok),
    )

  beforeEach(async () => {
    // The server's own session is for https alone: this site has a login of its own.
    server = openServer({
      authenticate: async ({ headers }) => (headers.get('cookie')?.includes('login=ann') ? { id: 'ann' } : null),
    })
    page = await visit()
  })
  afterEach(async () => {
    await page.context().close()
    page = undefined as unknown as Page
  })

  it('has neither locks nor randomUUID nor subtle, and loses nothing for it', async () => {
    expect(
      await page.evaluate(() => [isSecureContext, 'locks' in navigator, 'randomUUID' in crypto, 'subtle' in crypto]),
    ).toEqual([false, false, false, false])
    expect(await join(page)).toBe(true)
    await saved(page)
    const other = await visit()
    await saved(other)
    expect(await other.evaluate(() => window.client.read('email', 'club'))).toBe('a@b.ch')
    // Both send what both know of: it counts once.
    await page.context().setOffline(true)
    await Promise.all([page, other].map((one) => one.evaluate(() => window.client.redeem('voucher'))))
    await page.context().setOffline(false)
    await Promise.all([page, other].map((one) => one.evaluate(() => window.client.sync())))
    for (const one of [page, other])
      await one.waitForFunction(
        () => window.client.status.unsent === 0 && window.client.points('bonus').available === 0,
      )
    const id = await page.evaluate(() => window.client.snapshot().subject ?? '')
    expect((await server.subject(id).balance('bonus')).available).toBe(0)
  })

  it('works in several tabs without BroadcastChannel', async () => {
    await page.context().addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'))
    const [one, other] = [await visit(), await visit()]
    expect(await join(one)).toBe(true)
    await saved(one)
    await other.evaluate(() => window.client.sync())
    await other.waitForFunction(() => window.client.read('email', 'club') === 'a@b.ch')
  })

  it('writes back what is unsent, and who is here, when the browser clears the site’s data under it', async () => {
    expect(await join(page)).toBe(true)
    await saved(page)
    await page.context().setOffline(true)
    await page.evaluate(() => window.client.redeem('voucher'))
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Storage.clearDataForOrigin', { origin: new URL(url()).origin, storageTypes: 'indexeddb' })
    await page.waitForFunction(async () => (await indexedDB.databases()).length === 2)
    // There before what was kept in memory meanwhile is written.
    await page.waitForFunction(() => window.client.status.storage === 'durable')
    expect(await status(page)).toMatchObject({ unsent: 1 })
    await page.context().setOffline(false)
    await page.close()
    const context = browser.contexts()[0]
    page = (await context?.newPage()) as Page
    await page.goto(url())
    await saved(page)
    expect(await page.evaluate(() => window.client.points('bonus').available)).toBe(0)
  })
})
