import type { Page } from 'playwright'
import { expect } from 'vitest'

/** Loads the forum again, and sees that a text stands in the first of all that is drawn, before storage was read. */
export async function drawnAtOnce(page: Page, text: string): Promise<void> {
  await page.addInitScript(() => {
    const noted = { first: '' }
    Object.assign(window, { noted })
    const seeing = new MutationObserver(() => {
      const drawn = document.getElementById('forum')?.textContent ?? ''
      if (drawn === '') return
      noted.first = drawn
      seeing.disconnect()
    })
    seeing.observe(document, { childList: true, subtree: true })
  })
  const answered = await page.reload({ waitUntil: 'networkidle' })
  expect(answered?.headers()['cache-control']).toBe('private, no-store')
  expect(await page.evaluate(() => (window as unknown as { noted: { first: string } }).noted.first)).toContain(text)
}
