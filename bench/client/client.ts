import type { Row } from '../compare.js'
import { accepting } from './accepting.js'
import { openChromium } from './chromium.js'
import { returning } from './returning.js'

/** What the client costs in a real browser, and what a page has to load for it. */
export async function client(): Promise<readonly Row[]> {
  const browser = await openChromium()
  if (!browser) return []
  const { context } = browser
  try {
    return [...(await accepting(context)), ...(await returning(context))]
  } finally {
    await browser.close()
  }
}
