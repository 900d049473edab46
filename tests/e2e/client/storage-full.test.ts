import type { CDPSession } from 'playwright'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { cafeServer } from './site.js'
import { isSaved, join, shown, stamp, sync, type Tab } from './tab.js'
import { notesTaken, worth } from './tally.js'
import { beginVisit, type Visit } from './visit.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

/** Bytes. */
const room = 500_000

const notes = (from: number, count: number) => Array.from({ length: count }, (_, n) => `coffee ${from + n}`)

describe.skipIf(!found)('a storage that is full in the middle of work', () => {
  let visit: Visit
  let tab: Tab
  let session: CDPSession

  beforeEach(async () => {
    const server = cafeServer()
    visit = await beginVisit(found!, () => server)
    const { context, open, offline } = visit
    // Set before anything is stored: Chromium asks how much room there is only when what it was told last is used up.
    const blank = await context.newPage()
    session = await context.newCDPSession(blank)
    await quota(room)
    tab = await open()
    await tab.page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js')
      await navigator.serviceWorker.ready
    })
    expect(await join(tab)).toBe(true)
    await isSaved(tab)
    await offline(true)
    expect(await stamp(tab, notes(0, 20))).toBe(20)
    await expect.poll(() => status(tab)).toMatchObject({ is: 'offline', storage: 'durable', unsent: 20 })
  })
  afterEach(() => visit.end())

  const quota = (quotaSize: number) =>
    session.send('Storage.overrideQuotaForOrigin', { origin: visit.site.url, quotaSize })

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
    await visit.offline(false)
    await isSaved(tab)
    expect(notesTaken(visit.site)).toEqual(notes(0, 50))
    expect((await shown(tab)).points).toMatchObject({ available: worth(visit.site), pending: 0 })
    expect(leftWithoutGround(visit.site.seen)).toEqual([])
  })

  it('is durable again once there is room, and what was said meanwhile outlasts the page', async () => {
    await fill()
    expect(await stamp(tab, notes(20, 30))).toBe(30)
    expect(await status(tab)).toMatchObject({ storage: 'memory' })
    await makeRoom()
    expect(await stamp(tab, notes(50, 1))).toBe(1)
    expect(await status(tab)).toMatchObject({ is: 'offline', storage: 'durable', unsent: 51 })
    await tab.crash()
    const back = await visit.open()
    expect(await shown(back)).toMatchObject({ unsent: 51, storage: 'durable' })
    await visit.offline(false)
    await isSaved(back)
    expect(notesTaken(visit.site)).toEqual(notes(0, 51))
  })

  it('is durable again by itself, though nobody says anything more', async () => {
    await fill()
    expect(await stamp(tab, notes(20, 5))).toBe(5)
    expect(await status(tab)).toMatchObject({ storage: 'memory' })
    await makeRoom()
    await expect.poll(() => status(tab), { timeout: 20_000 }).toMatchObject({ storage: 'durable', unsent: 25 })
  })

  it('is told to every tab that could lose something, and to none that could not', async () => {
    const other = await visit.open()
    await fill()
    expect(await stamp(tab, notes(20, 5))).toBe(5)
    expect(await status(tab)).toMatchObject({ is: 'memory', unsent: 25 })
    expect(await status(other)).toMatchObject({ is: 'offline', storage: 'durable', unsent: 20 })
    await visit.offline(false)
    await Promise.all([tab, other].map(isSaved))
    // What can't be written can't be read by the other tab: it asks the server.
    await sync(other)
    await expect.poll(async () => (await shown(other)).points).toEqual((await shown(tab)).points)
    expect(notesTaken(visit.site).length).toBe(25)
    expect(new Set(notesTaken(visit.site)).size).toBe(25)
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
