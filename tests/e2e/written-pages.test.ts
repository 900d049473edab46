import { documentPage, incentiveNotice, privacyNotice, processingRecord, receiptPage } from 'evenhanded/standards'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { guild } from '../standards/notice-programs.js'
import { club, joined } from '../standards/records.js'
import { launchBrowser } from '../support/browser.js'
import { expectGoodPage } from './demo/look-at.js'

const found = inject('browser')
const policy = { dataValue: { estimate: 4.2, per: 'consumer', method: 'profit', asOf: '2026-10-01' } } as const

const pages = {
  'privacy notice': privacyNotice(guild, { language: 'de' }),
  'record of processing': processingRecord(club, { language: 'fr' }),
  'notice of financial incentive': incentiveNotice(club, { language: 'it', policy }),
}

describe.runIf(found)('what is written for people, as pages', () => {
  let browser: Browser
  beforeAll(async () => {
    if (!found) throw new Error('there is no browser')
    browser = await launchBrowser(found)
  })
  afterAll(() => browser?.close())

  const look = async (html: string): Promise<void> => {
    for (const width of [390, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: 844 } })
      await page.setContent(html)
      await expectGoodPage(page)
      // Rows that are laid out as blocks are still rows to who does not see them.
      const table = page.getByRole('table').first()
      expect(await table.getByRole('row').count()).toBeGreaterThan(1)
      expect(await table.getByRole('columnheader').count()).toBeGreaterThan(2)
      await page.close()
    }
  }

  it.each(['privacy notice', 'notice of financial incentive'] as const)(
    'a %s can be read by everybody',
    async (kind) => {
      const written = pages[kind]
      if (!written.ok) throw new Error(written.error.message)
      await look(documentPage(written.value.document))
    },
  )

  it('a record of processing fits as well, without a table', async () => {
    const written = pages['record of processing']
    if (!written.ok) throw new Error(written.error.message)
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await page.setContent(documentPage(written.value.document))
    await expectGoodPage(page)
    await page.close()
  })

  it('a receipt can be read by everybody', async () => {
    const receipt = receiptPage(club, joined, { language: 'de' })
    if (!receipt.ok) throw new Error(receipt.error.message)
    await look(receipt.value)
  })

  it('links lead to where they say', async () => {
    const written = pages['privacy notice']
    if (!written.ok) throw new Error(written.error.message)
    const page = await browser.newPage()
    await page.setContent(documentPage(written.value.document))
    const dead = await page.evaluate(
      () =>
        [...document.querySelectorAll('nav a')].filter(
          (link) => document.querySelector(link.getAttribute('href') ?? '')?.textContent !== link.textContent,
        ).length,
    )
    expect(dead).toBe(0)
    expect(await page.locator('nav a').count()).toBeGreaterThan(9)
  })
})
