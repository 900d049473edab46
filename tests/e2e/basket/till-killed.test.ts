import type { Page } from 'playwright'
import { describe, expect, inject, it } from 'vitest'
import { type OwnChromium, openOwnChromium, profileFolder } from '../client/own-chromium.js'
import type {} from './till-page.js'
import { openTillSite } from './till-site.js'

const found = inject('browser')
const offer = 'tillCoupon'

/** `CRASHES=200` for the long form. */
const kills = Math.ceil(Number(process.env.CRASHES ?? 6) / 2)

describe.skipIf(!found)('a till whose browser is killed while it hands out', () => {
  it(
    `hands out no code twice over ${kills} kills, and loses at most what was on its way`,
    async () => {
      const profile = profileFolder()
      const site = await openTillSite()
      const heard: string[] = []
      const until = Date.now() + 86_400_000
      const stocks = new Set<string>()
      const amount = 30 + 20 * kills + 4 * kills * kills
      async function open(chromium: OwnChromium): Promise<Page> {
        const page = await chromium.context.newPage()
        await page.goto(site.url)
        await page.evaluate(() => window.till.ready.then(() => undefined))
        return page
      }
      /** Signed for a stock once: one that the browser itself has thrown away is another one. */
      async function fill(page: Page): Promise<void> {
        const key = await page.evaluate(() => String(window.till.stock.id))
        const signed = await site.server.coupons.sign({ offer, coupons: { wax: amount }, until, key })
        if (!signed.ok) throw new Error(signed.error.code)
        stocks.add(key)
        await page.evaluate((batch) => window.till.stock.add(batch), signed.batch)
      }
      try {
        for (let kill = 0; kill < kills; kill++) {
          const chromium = await openOwnChromium(found!, profile.folder)
          const before = heard.length
          const stopAt = before + 3 + 7 * kill
          await chromium.context.exposeBinding('handedOut', (_, code: string) => {
            heard.push(code)
            // At once, or in the middle of the next.
            if (heard.length === stopAt) setTimeout(() => void chromium.kill(), (kill % 3) * 3)
          })
          const page = await open(chromium)
          await fill(page)
          await page
            .evaluate(async (offer) => {
              for (let coupon = await window.till.stock.take(offer, 'wax'); coupon; ) {
                await window.handedOut?.(coupon.code)
                coupon = await window.till.stock.take(offer, 'wax')
              }
            }, offer)
            .catch(() => undefined)
          await chromium.ended
          expect(heard.length).toBeGreaterThan(before)
        }
        const last = await openOwnChromium(found!, profile.folder)
        try {
          const page = await open(last)
          await fill(page)
          const left = await page.evaluate((offer) => window.till.stock.counts(offer).wax ?? 0, offer)
          expect(new Set(heard).size).toBe(heard.length)
          if (stocks.size === 1) expect(amount - left - heard.length).toBeLessThanOrEqual(kills)
          console.log(
            `${kills} kills: ${heard.length} coupons handed out, ${left} left; ${stocks.size - 1} stocks thrown away`,
          )
        } finally {
          await last.kill()
        }
      } finally {
        site.close()
        profile.remove()
      }
    },
    60_000 + 5_000 * kills,
  )
})
