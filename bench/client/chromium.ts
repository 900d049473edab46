import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser, launchOptions } from '../../tests/support/browser.js'
import type { Site } from './site.js'

/** A browser whose storage lies on disk, as a visitor's does; `undefined`, and said so, where there is none. */
export async function openChromium(): Promise<{ context: BrowserContext; close(): Promise<void> } | undefined> {
  const found = await findBrowser()
  if ('unavailable' in found) {
    console.error(`what runs in a browser is left out: ${found.unavailable}`)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'evenhanded-bench-browser-'))
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions(found),
    // Playwright turns it off, and no visitor does.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  return {
    context,
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A new tab with the site's page in it. */
export async function visited(context: BrowserContext, site: Site, tab = ''): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${site.url}/?tab=${tab}`)
  await page.waitForFunction(() => window.bench !== undefined)
  return page
}
