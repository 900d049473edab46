import type { CDPSession } from 'playwright'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type OwnChromium, openOwnChromium, profileFolder } from './own-chromium.js'
import { cafeServer, openSite, type Site } from './site.js'
import { isSaved, join, openTab, shown, stamp, type Tab } from './tab.js'
import { notesTaken, worth } from './tally.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

/** Bytes. */
const room = 500_000

const notes = (from: number, count: number) => Array.from({ length: count }, (_, n) => `coffee ${from + n}`)

describe.skipIf(!found)('a storage that is full in the middle of work', () => {
  let profile: ReturnType<typeof profileFolder>
  let chromium: OwnChromium
  let site: Site
  let tab: Tab
  let session: CDPSession

  beforeEach(async () => {
    const server = cafeServer()
    profile = profileFolder()
    site = await openSite(() => server)
    chromium = await openOwnChromium(found!, profile.folder)
    // Set before anything is stored: Chromium asks how much room there is only when what it was told last is used up.
    const blank = await chromium.context.newPage()
    session = await chromium.context.newCDPSession(blank)
    await quota(room)
    tab = await openTab(chromium.context, site.url)
    await tab.page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js')
      await navigator.serviceWorker.ready
    })
    expect(await join(tab)).toBe(true)
    await isSaved(tab)
    await chromium.context.setOffline(true)
    expect(await stamp(tab, notes(0, 20))).toBe(20)
    await expect.poll(() => status(tab)).toMatchObject({ is: 'offline', storage: 'durable', unsent: 20 })
  })
  afterEach(async () => {
    await chromium.kill()
    site.close()
    profile.remove()
  })

  const quota = (quotaSize: number) => session.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize })

  /** Leaves no room, as when the disk is full of other things. */
  async function fill(): Promise<void> {
    await quota(1)
    expect(await tab.page.evaluate(write, 2 * room)).toBe('QuotaExceededError')
  }

  const makeRoom = () => quota(room)

  const status = ({ page }: Tab) => page.evaluate(() => window.cafe.snapshot().status)

  it('goes on in memory, says so and why, and loses nothing while the page lives', async () => {
    await fill()
    expect(await stamp(tab, notes(20, 30))).toBe(30)
    expect(await status(tab)).toMatchObject({
      is: 'memory',
      storage: 'memory',
      reason: expect.stringContaining('QuotaExceededError'),
      unsent: 50,
    })
    await chromium.context.setOffline(false)
    await isSaved(tab)
    expect(notesTaken(site)).toEqual(notes(0, 50))
    expect((await shown(tab)).points).toMatchObject({ available: worth(site), pending: 0 })
    expect(leftWithoutGround(site.seen)).toEqual([])
  })

  it('is durable again once there is room, and what was said meanwhile outlasts the page', async () => {
    await fill()
    expect(await stamp(tab, notes(20, 30))).toBe(30)
    expect(await status(tab)).toMatchObject({ storage: 'memory' })
    await makeRoom()
    expect(await stamp(tab, notes(50, 1))).toBe(1)
    expect(await status(tab)).toMatchObject({ is: 'offline', storage: 'durable', unsent: 51 })
    await tab.crash()
    const back = await openTab(chromium.context, site.url)
    expect(await shown(back)).toMatchObject({ unsent: 51, storage: 'durable' })
    await chromium.context.setOffline(false)
    await isSaved(back)
    expect(notesTaken(site)).toEqual(notes(0, 51))
  })

  it('is told to every tab that could lose something, and to none that could not', async () => {
    const other = await openTab(chromium.context, site.url)
    await fill()
    expect(await stamp(tab, notes(20, 5))).toBe(5)
    expect(await status(tab)).toMatchObject({ is: 'memory', unsent: 25 })
    expect(await status(other)).toMatchObject({ is: 'offline', storage: 'durable', unsent: 20 })
    await chromium.context.setOffline(false)
    await Promise.all([tab, other].map(isSaved))
    await expect.poll(async () => (await shown(other)).points).toEqual((await shown(tab)).points)
    expect(notesTaken(site).length).toBe(25)
    expect(new Set(notesTaken(site)).size).toBe(25)
  })
})

/** In the page: writes so many bytes, which can't be made smaller, to a database that is not the client's. @returns the name of the error, if any */
async function write(length: number): Promise<string> {
  const opening = indexedDB.open('photos')
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept')
  const ended = (request: IDBRequest | IDBTransaction, events: readonly string[]) =>
    new Promise((resolve) => {
      for (const event of events) request.addEventListener(event, resolve)
    })
  await ended(opening, ['success', 'error'])
  const writing = opening.result.transaction('kept', 'readwrite')
  const noise = new Uint8Array(length)
  for (let from = 0; from < length; from += 65_536) crypto.getRandomValues(noise.subarray(from, from + 65_536))
  writing.objectStore('kept').put(noise, 'photo')
  await ended(writing, ['complete', 'abort'])
  opening.result.close()
  return writing.error?.name ?? 'none'
}
