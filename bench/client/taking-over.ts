import type { BrowserContext, Page } from 'playwright'
import { type Row, row } from '../compare.js'
import { visited } from './chromium.js'
import { now, openSite, type Site } from './site.js'

/** How a tab can go while it sends. Each says when it went, in epoch milliseconds. */
const ways: { readonly [way: string]: (page: Page) => Promise<number> } = {
  async closed(page) {
    const at = now()
    await page.close()
    return at
  },
  async crashed(page) {
    const devtools = await page.context().newCDPSession(page)
    const at = now()
    void devtools.send('Page.crash').catch(() => undefined)
    return at
  },
  // Chromium's headless shell has no back/forward cache: the page is told that it goes there, and stopped as there.
  async 'in the back/forward cache'(page) {
    const at = await page.evaluate(() => window.bench.hide())
    await stop(page)
    return at
  },
  async frozen(page) {
    const at = now()
    await stop(page)
    return at
  },
}

/** Nothing of the page runs any more. The state that devtools call frozen lets a page go on that is in view. */
async function stop(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Debugger.enable')
  await devtools.send('Debugger.pause')
}

const rounds = 7

/**
 * The tab that sends goes, and another has something to say: milliseconds until that one's request reaches the server.
 * A frozen tab is no goal: its browser holds its lock, until it is taken from it.
 */
export async function takingOver(context: BrowserContext): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [way, goes] of Object.entries(ways)) {
    const name = `flush taken over from a tab that is ${way}`
    console.error(`  ${name} …`)
    const site = await openSite(`taking-over-${rows.length}`)
    const ours: number[] = []
    for (let round = 0; round < (way === 'frozen' ? 1 : rounds); round++)
      ours.push(await takenOver(context, site, goes))
    site.close()
    rows.push(row({ name, unit: 'ms', goal: way === 'frozen' ? undefined : 1, ours, theirs: [100] }))
  }
  return rows
}

async function takenOver(
  context: BrowserContext,
  site: Site,
  goes: NonNullable<(typeof ways)[string]>,
): Promise<number> {
  const [holder, other] = [await visited(context, site, 'holder'), await visited(context, site, 'other')]
  for (const page of [holder, other]) await page.evaluate(() => window.bench.open())
  const release = site.hold()
  const isSent = site.next('holder', '/commands')
  await holder.evaluate(() => window.bench.order())
  await isSent
  const isTakenOver = site.next('other', '/commands')
  await other.evaluate(() => window.bench.order())
  const went = await goes(holder)
  const { at } = await isTakenOver
  release()
  const took = at - went
  await other.evaluate(() => window.bench.sync())
  await holder.close().catch(() => undefined)
  await other.close()
  return took
}
