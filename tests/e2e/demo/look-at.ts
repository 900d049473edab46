import axe, { type AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'

/** No violation that axe knows of, and nothing wider than the window, in light and in dark. */
export async function expectGoodPage(page: Page): Promise<void> {
  // Through the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are still on their way are neither one nor the other.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wider).toBeLessThanOrEqual(0)
}

export interface Watched {
  readonly page: Page
  /** Everything that left the page: method and path, or the whole address where it went elsewhere. */
  readonly sent: string[]
  /** What went wrong inside. */
  readonly errors: string[]
}

export async function watched(context: BrowserContext, address: string): Promise<Watched> {
  const page = await context.newPage()
  const sent: string[] = []
  const errors: string[] = []
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    sent.push(`${request.method()} ${origin === address ? pathname : request.url()}`)
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return { page, sent, errors }
}

/** A page, what stands in it, and nothing else: no cookie, no word to the server. */
export async function expectNothingTold({ page, sent }: Watched, ...public_: readonly string[]): Promise<void> {
  const told = sent.filter(
    (line) => !/^GET \/([\w-]+\/)?(index\.html)?$/.test(line) && !line.startsWith('GET /assets/'),
  )
  expect(told.filter((line) => !public_.includes(line))).toEqual([])
  expect(await page.context().cookies()).toEqual([])
}
