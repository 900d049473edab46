import type { CouponBatch } from 'evenhanded/basket'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { launchBrowser } from '../../support/browser.js'
import type {} from './till-page.js'
import { openTillSite } from './till-site.js'

const found = inject('browser')
const offer = 'tillCoupon'

describe.skipIf(!found)('a till in a real Chromium', () => {
  let chromium: Browser
  let site: Awaited<ReturnType<typeof openTillSite>>
  let context: BrowserContext

  beforeAll(async () => {
    if (found) chromium = await launchBrowser(found)
    site = await openTillSite()
  })
  afterAll(async () => {
    await chromium?.close()
    site?.close()
  })
  beforeEach(async () => {
    context = await chromium.newContext()
  })
  afterEach(() => context.close())

  const isReady = (page: Page) => page.evaluate(() => window.till.ready.then(() => undefined))

  async function open(): Promise<Page> {
    const page = await context.newPage()
    await page.goto(site.url)
    await isReady(page)
    return page
  }

  let signed = 0
  async function batchOf(coupons: { readonly [coupon: string]: number }): Promise<CouponBatch> {
    const until = Date.now() + 86_400_000
    const answer = await site.server.coupons.sign({ offer, coupons, until, key: `batch ${signed++}` })
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.batch
  }
  const add = (page: Page, batch: CouponBatch) => page.evaluate((batch) => window.till.stock.add(batch), batch)
  const counts = (page: Page) => page.evaluate((offer) => window.till.stock.counts(offer), offer)

  it('proposes what goes with the basket, prints it without a network, and the server takes it once', async () => {
    const page = await open()
    expect(await add(page, await batchOf({ wax: 1, socks: 1 }))).toEqual({ ok: true, value: { added: 2 } })
    await context.setOffline(true)
    const before = site.requests.length
    const proposed = await page.evaluate(() => window.till.scan(['skis']))
    expect(proposed).toMatchObject({ offer, says: 'CHF 5 off the wax', worth: 5 })
    expect(proposed?.fit).toMatchObject({ coupon: 'wax', item: 'wax', because: ['skis'], by: 'basket' })
    const printed = await page.evaluate(() => window.till.print())
    if (typeof printed === 'string') throw new Error(printed)
    const { coupon, paper } = printed
    expect(coupon).toMatchObject({ offer, coupon: 'wax' })
    expect(paper.slice(0, 4)).toEqual(['Alpine Shop AG', '', 'CHF 5 off the wax', 'Worth CHF 5.00'])
    expect(paper.join('').replaceAll(' ', '')).toContain(coupon.code)
    for (const line of paper) expect(line.length).toBeLessThanOrEqual(32)
    // None of the wax is left: what sells best is next, and then nothing.
    expect(await page.evaluate(() => window.till.scan(['skis']))).toMatchObject({ says: 'CHF 1.50 off socks' })
    expect(await page.evaluate(() => window.till.print())).toMatchObject({ coupon: { coupon: 'socks' } })
    expect(await page.evaluate(() => window.till.scan(['skis']))).toBeNull()
    expect(site.requests).toHaveLength(before)
    const redeemed = await site.server.redeemCoupon(coupon.code, { key: 'sale 1', reason: 'sale 1' })
    expect(redeemed).toMatchObject({ ok: true, outcome: { coupon: { offer, coupon: 'wax', worth: 5 } } })
    expect(await site.server.redeemCoupon(coupon.code, { key: 'sale 2', reason: 'sale 2' })).toMatchObject({
      ok: false,
    })
  })

  it('hands out no code twice to two tabs that take 40 at once, and all that there are', async () => {
    const [one, other] = await Promise.all([open(), open()])
    const batch = await batchOf({ wax: 30 })
    await add(one, batch)
    await expect.poll(() => counts(other)).toEqual({ wax: 30 })
    const taken = await Promise.all(
      [one, other].map((page) =>
        page.evaluate(async (offer) => {
          const takes = Array.from({ length: 20 }, () => window.till.stock.take(offer, 'wax'))
          return (await Promise.all(takes)).map((coupon) => coupon?.code ?? null)
        }, offer),
      ),
    )
    const codes = taken.flat().filter((code) => code !== null)
    expect(new Set(codes).size).toBe(30)
    expect(codes).toHaveLength(30)
    expect([...codes].sort()).toEqual([...(batch.coupons.wax ?? [])].sort())
    for (const codesOfTab of taken) expect(codesOfTab.some((code) => code !== null)).toBe(true)
    await expect.poll(() => counts(other)).toEqual({})
    await expect.poll(() => counts(one)).toEqual({})
  })

  it('does so without locks too, as on a page without https', async () => {
    await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
    const [one, other] = await Promise.all([open(), open()])
    await add(one, await batchOf({ wax: 30 }))
    const taken = await Promise.all(
      [one, other].map((page) =>
        page.evaluate(async (offer) => {
          const takes = Array.from({ length: 10 }, () => window.till.stock.take(offer, 'wax'))
          return (await Promise.all(takes)).flatMap((coupon) => coupon?.code ?? [])
        }, offer),
      ),
    )
    const codes = taken.flat()
    expect(new Set(codes).size).toBe(codes.length)
    await one.reload()
    await isReady(one)
    expect(await counts(one)).toEqual({ wax: 30 - codes.length })
  })

  it('is not held up by a tab that stopped in the middle, with the lock in its hand', async () => {
    const [one, other] = await Promise.all([open(), open()])
    await add(one, await batchOf({ wax: 2 }))
    await other.evaluate(
      () =>
        new Promise<void>((resolve) => {
          void navigator.locks.request('evenhanded-coupons:till', () => {
            resolve()
            return new Promise(() => undefined)
          })
        }),
    )
    const taken = await one.evaluate((offer) => window.till.stock.take(offer, 'wax'), offer)
    expect(taken).toMatchObject({ coupon: 'wax' })
    await expect.poll(() => counts(other)).toEqual({ wax: 1 })
  })

  it('hands out none twice though it is reloaded in the middle, and loses at most what was on its way', async () => {
    const page = await open()
    const batch = await batchOf({ wax: 60 })
    await add(page, batch)
    const heard: string[] = []
    await page.exposeFunction('handedOut', (code: string) => void heard.push(code))
    const reloads = 6
    for (let reload = 0; reload < reloads; reload++) {
      // It takes one after the other until it is torn away.
      await page.evaluate((offer) => {
        const go = async (): Promise<void> => {
          const coupon = await window.till.stock.take(offer, 'wax')
          if (!coupon) return
          await window.handedOut?.(coupon.code)
          return go()
        }
        void go()
      }, offer)
      await expect.poll(() => heard.length, { interval: 5 }).toBeGreaterThan(reload * 2)
      await page.reload()
      await isReady(page)
    }
    const left = (await counts(page)).wax ?? 0
    expect(new Set(heard).size).toBe(heard.length)
    expect(60 - left - heard.length).toBeLessThanOrEqual(reloads)
    const rest = await page.evaluate((id) => window.till.stock.giveUp(id), batch.id)
    expect(rest).toHaveLength(left)
    expect(rest.filter((code) => heard.includes(code))).toEqual([])
    expect(await site.server.coupons.giveBack(batch.id, rest)).toMatchObject({ ok: true, returned: left })
  })
})
