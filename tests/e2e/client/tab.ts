import type { BrowserContext, CDPSession, Page } from 'playwright'
import type {} from './cafe-page.js'

/** One tab of the café, and what a browser or its user can do to it. */
export interface Tab {
  readonly page: Page
  isAlive(): boolean
  /** No code of it runs until it is thawed; what it held, it holds. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  hide(): Promise<void>
  show(): Promise<void>
  /** Its process dies, with nothing said before. */
  crash(): Promise<void>
  close(): Promise<void>
  reload(): Promise<void>
  goAndComeBack(): Promise<void>
  /**
   * What the back/forward cache does to a page, as far as it can be had: this Chromium has none without a window. The page
   * is told that it is put aside, is frozen for so many ms, and is told that it is shown again.
   */
  keepAside(ms: number): Promise<void>
}

/** Asked by a timer: a page that is hidden draws no frames. */
export const isReady = (page: Page) =>
  page.waitForFunction(() => window.cafe?.snapshot().phase === 'ready', undefined, { polling: 50 })

export async function openTab(context: BrowserContext, url: string): Promise<Tab> {
  const page = await context.newPage()
  await page.goto(url)
  await isReady(page)
  return tabOf(page, await context.newCDPSession(page))
}

function tabOf(page: Page, session: CDPSession): Tab {
  let isCrashed = false
  page.once('crash', () => {
    isCrashed = true
  })
  const isAlive = () => !isCrashed && !page.isClosed()
  const frozen = async (state: 'frozen' | 'active') => {
    await session.send('Page.setWebLifecycleState', { state })
  }
  const seen = async (enabled: boolean) => {
    await session.send('Emulation.setFocusEmulationEnabled', { enabled })
  }
  return {
    page,
    isAlive,
    freeze: () => frozen('frozen'),
    async thaw() {
      await frozen('active')
      // Freezing hides a page; only to be looked at shows it again.
      await seen(true)
    },
    async hide() {
      await seen(false)
      await frozen('frozen')
      await frozen('active')
    },
    show: () => seen(true),
    async crash() {
      const gone = new Promise<void>((resolve) => page.once('crash', () => resolve()))
      // It is never answered: whoever should answer is gone.
      session.send('Page.crash').catch(() => undefined)
      await gone
      await page.close()
    },
    close: () => page.close(),
    async reload() {
      await page.reload()
      await isReady(page)
    },
    async goAndComeBack() {
      await page.goto(new URL('/elsewhere', page.url()).href)
      await page.goBack()
      await isReady(page)
    },
    async keepAside(ms) {
      const moved = (type: 'pagehide' | 'pageshow') =>
        page.evaluate((type) => void dispatchEvent(new PageTransitionEvent(type, { persisted: true })), type)
      await moved('pagehide')
      await frozen('frozen')
      await new Promise((resolve) => setTimeout(resolve, ms))
      await frozen('active')
      await seen(true)
      await moved('pageshow')
    },
  }
}

export const stamp = (tab: Tab, notes: readonly string[]): Promise<number> =>
  tab.page.evaluate((notes) => window.stamp(notes), notes)

export const shown = (tab: Tab) => tab.page.evaluate(() => window.shown())

export const join = (tab: Tab): Promise<boolean> =>
  tab.page.evaluate(async () => {
    const { ok } = await window.cafe.offer('membership').accept({ email: 'ann@cafe.example' })
    return ok
  })

export const sync = (tab: Tab): Promise<void> => tab.page.evaluate(() => window.cafe.sync())

/** Resolves once the server has answered everything that this tab shows as said. */
export const isSaved = async (tab: Tab): Promise<void> => {
  await tab.page.waitForFunction(() => {
    const { subject, status } = window.cafe.snapshot()
    return subject !== null && status.unsent === 0 && status.connection === 'online'
  })
}
