import type { Row } from '../compare.js'
import { accepting } from './accepting.js'
import { openChromium } from './chromium.js'
import { hearing } from './hearing.js'
import { returning } from './returning.js'
import { takingOver } from './taking-over.js'
import { weighing } from './weighing.js'

/** What the client costs in a real browser, and what a page has to load for it. */
export async function client(): Promise<readonly Row[]> {
  const sizes = await weighing()
  const browser = await openChromium()
  if (!browser) return sizes
  const { context } = browser
  try {
    const rows: Row[] = []
    for (const bench of [accepting, returning, takingOver, hearing]) rows.push(...(await bench(context)))
    return [...rows, ...sizes]
  } finally {
    await browser.close()
  }
}
