import { createServer as createHttp, type Server as Http } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import { createServer, type Message, memory } from 'evenhanded/server'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { launchBrowser } from '../support/browser.js'
import { expectGoodPage } from './demo/look-at.js'
import { program } from './third-party-page.js'

const found = inject('browser')

const listening = async (http: Http): Promise<string> => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

/** A third party on an origin of its own, which knows who asked it. */
async function openThirdParty() {
  const requests: string[] = []
  const http = createHttp((request, response) => {
    requests.push(request.url ?? '')
    response.setHeader('content-type', 'text/javascript')
    response.end('window.thirdParty ??= { runs: 0, stopped: 0 }; window.thirdParty.runs += 1')
  })
  return { url: await listening(http), requests, close: () => http.close() }
}

async function openShop(thirdParty: string) {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('./third-party-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  const script = bundled.outputFiles[0]?.text ?? ''
  const sent: Message[] = []
  const http = createHttp()
  const url = await listening(http)
  const server = createServer({
    program,
    store: memory(),
    secrets: ['a secret of more than 32 characters.'],
    messenger: { send: async (message) => void sent.push(message) },
    confirmUrl: `${url}/evenhanded/confirm`,
  })
  http.on(
    'request',
    getRequestListener(async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith('/evenhanded') || pathname.startsWith('/.well-known')) return server.fetch(request)
      if (pathname === '/shop.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } })
      const body = `<body data-third-party="${thirdParty}/tag.js"><script type="module" src="/shop.js"></script></body>`
      return new Response(`<!doctype html><title>Shop</title>${body}`, { headers: { 'content-type': 'text/html' } })
    }),
  )
  return { url, server, sent, close: () => http.close() }
}

describe.skipIf(!found)('what a third party brings, in a real Chromium', () => {
  let chromium: Browser
  let context: BrowserContext
  let third: Awaited<ReturnType<typeof openThirdParty>>
  let site: Awaited<ReturnType<typeof openShop>>

  beforeAll(async () => {
    if (found) chromium = await launchBrowser(found)
  })
  afterAll(() => chromium?.close())
  beforeEach(async () => {
    third = await openThirdParty()
    site = await openShop(third.url)
    context = await chromium.newContext()
  })
  afterEach(async () => {
    await context.close()
    site.close()
    third.close()
  })

  async function visit(): Promise<Page> {
    const page = await context.newPage()
    await page.goto(site.url)
    await page.waitForFunction(() => window.shop?.snapshot().phase === 'ready')
    return page
  }

  const agree = (page: Page, purpose: 'ads' | 'news') =>
    page.evaluate(async (purpose) => {
      const consents = { [purpose]: ['email'] }
      const joined = await window.shop.offer('membership').accept({ email: 'a@b.ch' }, { consents })
      return joined.ok && (await joined.settled).ok
    }, purpose)

  const told = (page: Page) => page.evaluate(() => window.thirdParty)

  it('is not requested before the consent, once with it, told of the withdrawal, and not requested again', async () => {
    const page = await visit()
    expect(await agree(page, 'news')).toBe(true)
    expect(third.requests).toEqual([])
    expect(await agree(page, 'ads')).toBe(true)
    await page.waitForFunction(() => window.thirdParty?.runs === 1)
    await page.evaluate(() => window.shop.consents.withdraw('ads'))
    expect(await told(page)).toEqual({ runs: 1, stopped: 1 })
    expect(await page.locator('script[src$="/tag.js"]').count()).toBe(0)
    await page.reload()
    await page.waitForFunction(() => window.shop?.snapshot().phase === 'ready')
    await page.evaluate(() => window.shop.sync())
    expect(third.requests).toEqual(['/tag.js'])
  })

  it('is requested by a later page while the consent stands, and by none once the browser signals', async () => {
    const first = await visit()
    await agree(first, 'ads')
    await first.waitForFunction(() => window.thirdParty?.runs === 1)
    const second = await visit()
    await second.waitForFunction(() => window.thirdParty?.runs === 1)
    expect(third.requests).toHaveLength(2)
    await first.close()
    await second.close()
    await context.setExtraHTTPHeaders({ 'Sec-GPC': '1' })
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })
    })
    const page = await visit()
    await page.evaluate(() => window.shop.sync())
    expect(third.requests).toHaveLength(2)
    const signals = await page.evaluate(() => window.shop.signals())
    expect(signals).toMatchObject({ gpc: { on: true, honoured: ['ads'], outranked: [] } })
    const id = (await page.evaluate(() => window.shop.snapshot().subject)) ?? ''
    expect(await site.server.subject(id).read('email', 'ads')).toBeUndefined()
    await agree(page, 'ads')
    await page.waitForFunction(() => window.thirdParty?.runs === 1)
    expect(await page.evaluate(() => window.shop.signals().gpc.outranked)).toEqual(['ads'])
    const support = await page.evaluate(async () => (await fetch('/.well-known/gpc.json')).json())
    expect(support).toMatchObject({ gpc: true })
  })

  it('an address is confirmed by the button of a page that runs nothing, and by nothing less', async () => {
    const page = await visit()
    await agree(page, 'news')
    await expect.poll(() => site.sent.length).toBe(1)
    const id = (await page.evaluate(() => window.shop.snapshot().subject)) ?? ''
    const refused: string[] = []
    const mail = await context.newPage()
    mail.on('console', (line) => refused.push(line.text()))
    await mail.goto(site.sent[0]?.link ?? '')
    expect(await mail.locator('li').allTextContents()).toEqual(['Send news'])
    expect(await site.server.subject(id).read('email', 'news')).toBeUndefined()
    await expectGoodPage(mail)
    const button = mail.getByRole('button', { name: 'Yes, confirm' })
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await button.focus()
    expect(await button.evaluate((one) => getComputedStyle(one).outlineWidth)).toBe('2px')
    await mail.keyboard.press('Enter')
    await mail.getByRole('heading', { name: 'Confirmed' }).waitFor()
    expect(await site.server.subject(id).read('email', 'news')).toBe('a@b.ch')
    await mail.reload()
    await mail.getByRole('heading', { name: 'Already confirmed' }).waitFor()
    expect(refused).toEqual([])
    await page.evaluate(() => window.shop.sync())
    expect(await page.evaluate(() => window.shop.read('email', 'news'))).toBe('a@b.ch')
  })
})
