import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, inject, it } from 'vitest'
import { launchBrowser } from './browser.js'
import { createDatabase } from './database.js'

const postgresUrl = inject('postgresUrl')
const browser = inject('browser')

describe.skipIf(!postgresUrl)('the PostgreSQL of this run', () => {
  it('is durable, as a production server is', async () => {
    const database = await createDatabase(postgresUrl ?? '')
    const { rows } = await database.pool.query(`select current_setting('fsync') as fsync`)
    await database.drop()
    expect(rows).toEqual([{ fsync: 'on' }])
  })
})

describe.skipIf(!browser)('the Chromium of this run', () => {
  it('opens a page and keeps something in IndexedDB', async () => {
    if (!browser) return
    const site = createServer((_, response) => response.end('<h1>Good day</h1>')).listen(0, '127.0.0.1')
    const chromium = await launchBrowser(browser)
    try {
      const page = await chromium.newPage()
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`)
      const kept = await page.evaluate(
        () =>
          new Promise((resolve, reject) => {
            const opening = indexedDB.open('kept', 1)
            opening.onerror = () => reject(opening.error)
            opening.onsuccess = () => resolve(opening.result.name)
          }),
      )
      expect(kept).toBe('kept')
    } finally {
      await chromium.close()
      site.close()
    }
  })
})
