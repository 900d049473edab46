import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type OwnChromium, openOwnChromium, profileFolder } from './own-chromium.js'
import { cafeServer, openSite, type Site } from './site.js'
import { isSaved, join, openTab, shown, stamp } from './tab.js'
import { notesTaken, worth } from './tally.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

describe.skipIf(!found)('a visit without a network', () => {
  const profile = profileFolder()
  let chromium: OwnChromium
  let site: Site
  let server: ReturnType<typeof cafeServer>

  beforeEach(async () => {
    server = cafeServer()
    site = await openSite(() => server)
    if (found) chromium = await openOwnChromium(found, profile.folder)
  })
  afterEach(async () => {
    await chromium.close()
    site.close()
    profile.remove()
  })

  it('says a thousand things, is closed, opened again offline, and loses none of them, nor their order', async () => {
    const { context } = chromium
    const first = await openTab(context, site.url)
    await first.page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js')
      await navigator.serviceWorker.ready
    })
    expect(await join(first)).toBe(true)
    await isSaved(first)
    await context.setOffline(true)
    const asked = site.seen.length
    const notes = Array.from({ length: 1_000 }, (_, n) => `coffee ${n}`)
    const from = performance.now()
    // Some at once, some after them: as people do it, and as a page does it that syncs a form of many lines.
    for (let n = 0; n < notes.length; n += 100) expect(await stamp(first, notes.slice(n, n + 100))).toBe(100)
    const said = performance.now()
    await first.close()
    const second = await openTab(context, site.url)
    const opened = performance.now()
    expect(await shown(second)).toMatchObject({ unsent: 1_000, storage: 'durable', parked: [] })
    expect((await shown(second)).points).toMatchObject({ available: 500, pending: 1_000 })
    expect(site.seen).toHaveLength(asked)
    await context.setOffline(false)
    await isSaved(second)
    const sent = performance.now()
    console.log(
      `1,000 commands offline: said in ${Math.round(said - from)} ms, opened again in ${Math.round(opened - said)} ms, ` +
        `delivered in ${Math.round(sent - opened)} ms by ${site.seen.length - asked} requests`,
    )
    expect(notesTaken(site)).toEqual(notes)
    const { subject, points } = await shown(second)
    expect(points).toMatchObject({ available: 1_500, pending: 0 })
    expect(worth(site)).toBe(1_500)
    expect(await server.subject(subject ?? '').balance('bonus')).toMatchObject({ available: 1_500 })
    expect(leftWithoutGround(site.seen)).toEqual([])
  })
})
