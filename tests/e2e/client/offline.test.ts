import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { cafeServer } from './site.js'
import { isSaved, join, shown, stamp } from './tab.js'
import { notesTaken, worth } from './tally.js'
import { beginVisit, type Visit } from './visit.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

describe.skipIf(!found)('a visit without a network', () => {
  let visit: Visit
  let server: ReturnType<typeof cafeServer>

  beforeEach(async () => {
    server = cafeServer()
    visit = await beginVisit(found!, () => server)
  })
  afterEach(() => visit.end())

  it('says a thousand things, is closed, opened again offline, and loses none of them, nor their order', async () => {
    const { site, open, offline } = visit
    const first = await open()
    await first.page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js')
      await navigator.serviceWorker.ready
    })
    expect(await join(first)).toBe(true)
    await isSaved(first)
    await offline(true)
    const before = site.taken.length
    const notes = Array.from({ length: 1_000 }, (_, n) => `coffee ${n}`)
    const from = performance.now()
    // Some at once, some after them: as people do it, and as a page does it that syncs a form of many lines.
    for (let n = 0; n < notes.length; n += 100) expect(await stamp(first, notes.slice(n, n + 100))).toBe(100)
    const said = performance.now()
    await first.close()
    const second = await open()
    const opened = performance.now()
    expect(await shown(second)).toMatchObject({ unsent: 1_000, storage: 'durable', parked: [] })
    expect((await shown(second)).points).toMatchObject({ available: 500, pending: 1_000 })
    expect(site.taken).toHaveLength(before)
    await offline(false)
    await isSaved(second)
    const sent = performance.now()
    console.log(
      `1,000 commands offline: said in ${Math.round(said - from)} ms, opened again in ${Math.round(opened - said)} ms, ` +
        `delivered in ${Math.round(sent - opened)} ms by ${site.taken.length - before} requests`,
    )
    expect(notesTaken(site)).toEqual(notes)
    const { subject, points } = await shown(second)
    expect(points).toMatchObject({ available: 1_500, pending: 0 })
    expect(worth(site)).toBe(1_500)
    expect(await server.subject(subject ?? '').balance('bonus')).toMatchObject({ available: 1_500 })
    expect(leftWithoutGround(site.seen)).toEqual([])
  })
})
