import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { defineProgram, identifier, personal } from 'evenhanded'
import { createClient } from 'evenhanded/client'
import { createHooks } from 'evenhanded/react'
import { createServer, memory } from 'evenhanded/server'
import type { Browser, Page } from 'playwright'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import * as z from 'zod/mini'
import { launchBrowser } from '../support/browser.js'

const found = inject('browser')

const program = defineProgram({
  id: 'raffles',
  version: 1,
  controller: {
    ...{ name: 'Fair', address: 'Gasse 1, Bern', contact: 'privacy@fair.example' },
    ...{ jurisdiction: 'CH', policyUrl: 'https://fair.example/privacy' },
  },
  fields: {
    email: identifier(z.email('An address, please.'), { label: 'E-mail', input: { type: 'email' } }),
    size: personal(z.int(), { label: 'Size', input: { options: { 41: '41', 42: '42' } } }),
  },
  purposes: {
    draw: { label: 'Run the raffle', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  offers: {
    raffle: {
      principle: 'exchange',
      for: 'draw',
      repeats: 'always',
      asks: { email: 'To tell you', size: 'To send them' },
      invites: { news: ['email'] },
      gives: { benefit: 'chance', says: 'Win shoes', by: '2027-01-31', prizes: 900, entries: 600 },
    },
  },
})

/** A site whose pages have no script at all: what is taken up there goes by way of the form alone. */
async function openSite() {
  const server = createServer({ program, store: memory(), secrets: ['a secret of more than 32 characters.'] })
  const posts: string[] = []
  const http = createHttp(
    getRequestListener(async (request) => {
      const { pathname } = new URL(request.url)
      if (request.method === 'POST') posts.push(pathname)
      if (pathname.startsWith('/evenhanded')) {
        // Time enough to press the button twice.
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        return server.fetch(request)
      }
      const initial = await server.initial(request)
      const client = createClient({ program, touchpoint: 'web', server: '/evenhanded', variant: 'plain', initial })
      const { OfferForm } = createHooks(client)
      const form = createElement(OfferForm, {
        ...({ offer: 'raffle', action: '/evenhanded/offers/raffle', back: '/raffle?from=form' } as const),
      })
      const html = `<!doctype html><title>Raffle</title>${renderToString(form)}`
      client.close()
      return new Response(html, {
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
      })
    }),
  )
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return { server, posts, url: `http://127.0.0.1:${port}`, port, close: () => http.close() }
}

describe.skipIf(!found)('a page without JavaScript', () => {
  let browser: Browser
  let page: Page
  let site: Awaited<ReturnType<typeof openSite>>
  beforeAll(async () => {
    if (found) browser = await launchBrowser(found)
  })
  beforeEach(async () => {
    site = await openSite()
    page = await browser.newPage({ javaScriptEnabled: false })
  })
  afterEach(async () => {
    await page.close()
    site.close()
  })
  afterAll(() => browser?.close())

  const member = async () => {
    const [cookie] = await page.context().cookies()
    const headers = { cookie: `${cookie?.name}=${cookie?.value}` }
    const id = await site.server.subjectOf(new Request(`${site.url}/raffle`, { headers }))
    return site.server.subject(id as string)
  }

  it('takes up an offer, and comes back to where it was', async () => {
    await page.goto(`${site.url}/raffle`)
    await page.fill('[name=email]', 'ada@b.ch')
    await page.selectOption('[name=size]', '42')
    await page.check('[name="consent:news"]')
    await page.click('.eh-accept')
    expect(page.url()).toBe(`${site.url}/raffle?from=form&accepted=raffle`)
    const own = await member()
    expect((await own.state())?.values).toEqual({ email: 'ada@b.ch', size: 42 })
    expect(await own.read('email', 'news')).toBe('ada@b.ch')
    const [record] = (await own.record())?.records ?? []
    expect([record?.act, record?.touchpoint, record?.notice?.variant]).toEqual(['button', 'web', 'plain'])
    // The page knows who came back.
    expect(await page.locator('.eh-known').textContent()).toContain('ada@b.ch')
  })

  it('says why not, and takes it once it is corrected', async () => {
    await page.goto(`${site.url}/raffle`)
    await page.fill('[name=email]', 'nobody')
    await page.click('.eh-accept')
    expect(page.url()).toBe(`${site.url}/raffle?from=form&refused=raffle&code=invalid`)
    expect(await page.context().cookies()).toEqual([])
    await page.fill('[name=email]', 'ada@b.ch')
    await page.selectOption('[name=size]', '41')
    await page.click('.eh-accept')
    expect(page.url()).toBe(`${site.url}/raffle?from=form&accepted=raffle`)
  })

  it('counts once what is sent twice', async () => {
    await page.goto(`${site.url}/raffle`)
    await page.fill('[name=email]', 'ada@b.ch')
    await page.selectOption('[name=size]', '42')
    const { x, y } = (await page.locator('.eh-accept').boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.click(x + 3, y + 3)
    await expect.poll(() => site.posts).toHaveLength(1)
    await page.mouse.click(x + 3, y + 3)
    await expect.poll(() => site.posts).toHaveLength(2)
    await page.waitForURL(/accepted/)
    expect(site.posts).toHaveLength(2)
    expect((await (await member()).record())?.records).toHaveLength(1)
  })

  it('takes nothing that another site sends', async () => {
    const form = await (await fetch(`${site.url}/raffle`)).text()
    const evil = createHttp((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(form.replace('action="', `action="${site.url}`))
    })
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
    try {
      await page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`)
      await page.fill('[name=email]', 'ada@b.ch')
      await page.selectOption('[name=size]', '42')
      const answer = page.waitForResponse(/offers/)
      await page.click('.eh-accept')
      expect((await answer).status()).toBe(403)
      expect(await page.context().cookies()).toEqual([])
    } finally {
      evil.close()
    }
  })
})
