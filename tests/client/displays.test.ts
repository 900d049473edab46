import { memory } from 'evenhanded/client'
import { afterEach, describe, expect, it } from 'vitest'
import type { ContactPolicy } from '../../src/core/program/contact-policy.js'
import { openBrowser, openServer, shop, until } from './world.js'

const minute = 60_000
const day = 24 * 60 * minute
const noon = Date.UTC(2026, 10, 22, 12)

const approached = (contact: ContactPolicy) => ({ ...shop, contact }) as typeof shop

type Opened = ReturnType<ReturnType<typeof openBrowser>['open']>
const pages: Opened[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

/** A browser whose pages follow one clock, as the server does. */
function visitor(contact: ContactPolicy) {
  const time = { now: noon }
  const server = openServer({ program: approached(contact), clock: () => time.now })
  const storage = memory()
  const browser = openBrowser(server, storage)
  const open = async (more: object = {}) => {
    const page = browser.open({ program: approached(contact), clock: () => time.now, ...more })
    pages.push(page)
    await page.ready
    return page
  }
  return { time, open, server, storage }
}

/** Of every display that the device remembers, the offer and when it was. */
const displaysOf = async (page: Opened): Promise<readonly (readonly [string, number])[]> => {
  const { state } = ((await place(page)) ?? {}) as { state?: { displays?: { offer: string; at: number }[] } }
  return (state?.displays ?? []).map(({ offer, at }) => [offer, at - noon])
}
const stores = new WeakMap<Opened, ReturnType<typeof memory>>()
const place = async (page: Opened): Promise<unknown> => {
  const storage = stores.get(page)
  return storage && (await (await storage('evenhanded:alpine-shop')).entries()).find(([key]) => key === 'local')?.[1]
}

const codes = (page: Opened, offer: 'finder' | 'raffle' | 'membership') =>
  page.explain({ offer }).reasons.map(({ code }) => code)

describe('what was displayed', () => {
  it('counts once for a page, however often it is said, and stays up there', async () => {
    const { open } = visitor({ displays: { session: 1 } })
    const page = await open()
    const first = page.next()
    for (let n = 0; n < 3; n++) page.next()?.shown()
    expect(page.next()?.id).toBe(first?.id)
    expect(page.explain({ offer: first?.id as 'raffle' }).proposed).toBe(true)
    const { offers } = page.export() as { offers: { device: { [id: string]: { displays: number } } } }
    expect(Object.entries(offers.device)).toMatchObject([[first?.id, { displays: 1 }]])
    // Nothing else comes in its place.
    await page.offer(first?.id as 'raffle').dismiss()
    expect(page.next()).toBeNull()
  })

  it('outlasts the page, and is over with its session', async () => {
    const { open, time } = visitor({ displays: { session: 1 } })
    const page = await open()
    page.next()?.shown()
    await page.offer('finder').dismiss()
    page.close()
    time.now += 29 * minute
    const later = await open()
    expect(later.next()).toBeNull()
    expect(codes(later, 'membership')).toContain('shown_too_often')
    time.now += minute
    expect(later.next()).not.toBeNull()
  })

  it('bars no offer that somebody opens by themselves', async () => {
    const { open } = visitor({ displays: { day: 1 }, quiet: { from: '00:00', until: '23:59' } })
    const page = await open()
    page.offer('finder').shown()
    expect(page.next()).toBeNull()
    expect(await page.offer('raffle').accept({ email: 'a@b.ch' })).toMatchObject({ ok: true })
  })

  it('in one tab counts in the other, and none is lost where both write at once', async () => {
    const { open, storage, time } = visitor({ displays: { day: 9 } })
    const [one, two] = [await open(), await open()]
    for (const page of [one, two]) stores.set(page, storage)
    one.offer('finder').shown()
    time.now += 1
    two.offer('raffle').shown()
    two.offer('membership').shown()
    const all = [
      ['finder', 0],
      ['raffle', 1],
      ['membership', 1],
    ] as const
    await until(() => [one, two].every((page) => Object.keys(offersOf(page)).length === 3))
    for (;;) {
      const kept = await displaysOf(one)
      if (kept.length === all.length) break
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect([...(await displaysOf(one))].sort()).toEqual([...all].sort())
    one.close()
    two.close()
    const later = await open()
    expect(offersOf(later)).toMatchObject({
      finder: { displays: 1, ignored: [noon] },
      raffle: { displays: 1, ignored: [noon + 1] },
      membership: { displays: 1 },
    })
  })

  it('is told apart from an answer, which makes it start anew on both sides', async () => {
    const { open, time } = visitor({})
    for (let n = 0; n < 2; n++) {
      const page = await open()
      page.offer('raffle').shown()
      await page.offer('finder').dismiss()
      page.close()
      time.now += 2 * day
    }
    const page = await open()
    const accepted = await page.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    time.now += minute
    page.offer('raffle').shown()
    expect(codes(page, 'raffle')).not.toContain('at_rest')
    page.close()
    const later = await open()
    expect(codes(later, 'raffle')).not.toContain('at_rest')
  })

  it('is forgotten with whoever was here: the next one begins anew on the same page', async () => {
    const { open, storage } = visitor({ displays: { day: 1 } })
    const page = await open()
    stores.set(page, storage)
    page.offer('raffle').shown()
    const accepted = await page.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    expect(page.next()?.id ?? 'raffle').toBe('raffle')
    await page.signOut({ unsent: 'send' })
    expect(offersOf(page)).toEqual({})
    expect(await displaysOf(page)).toEqual([])
    expect(page.next()).not.toBeNull()
    page.next()?.shown()
    expect(Object.values(offersOf(page))).toMatchObject([{ displays: 1 }])
  })

  it('is kept nowhere on a device of the site', async () => {
    const { open, storage } = visitor({ displays: { day: 1 } })
    const till = await open({ touchpoint: 'till' })
    till.offer('finder').shown()
    await till.offer('finder').dismiss()
    expect(till.next()).toBeNull()
    till.close()
    expect(await (await storage('evenhanded:alpine-shop')).entries()).toEqual([])
    expect((await open({ touchpoint: 'till' })).next()).not.toBeNull()
  })

  it('by staff counts as well, and so do their limits', async () => {
    const { open, server } = visitor({ channels: { store: { displays: { day: 5 } } }, displays: { week: 2 } })
    const page = await open()
    const accepted = await page.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    const id = page.snapshot().subject as string
    for (let n = 0; n < 2; n++) await server.subject(id).shown('membership', { touchpoint: 'till' })
    expect(page.next()).not.toBeNull()
    await page.sync()
    expect(page.next()).toBeNull()
    expect(codes(page, 'membership')).toContain('shown_too_often')
  })
})

const offersOf = (page: Opened) =>
  (page.export() as { offers: { device: { [id: string]: { displays: number; ignored?: readonly number[] } } } }).offers
    .device

describe('a complaint', () => {
  it('is heard at once by the page that made it and by the next one, until it is answered', async () => {
    const { open, server } = visitor({})
    const page = await open()
    const accepted = await page.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    expect(page.next()).not.toBeNull()
    const entered = await page.request('complaint', 'You write too often.')
    if (!entered.ok) throw new Error(entered.error.code)
    expect(page.next()).toBeNull()
    expect(codes(page, 'membership')).toContain('complained')
    expect(await page.offer('membership').accept({ terrain: 'city' })).toMatchObject({ ok: true })
    await server.requests.close(entered.value.id, { answer: 'We are sorry, and write less.' })
    await page.sync()
    expect(codes(page, 'finder')).not.toContain('complained')
  })
})

describe('quiet hours', () => {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })
  const night: ContactPolicy = { quiet: { from: '22:00', until: '07:00' } }
  const isQuiet = (page: Opened) => codes(page, 'finder').includes('quiet_hours')

  it.each([
    // On 29 March 2026 clocks in Zurich went from 02:00 to 03:00, on 25 October from 03:00 back to 02:00.
    ['Europe/Zurich', '2026-03-28T20:59:59.999Z', false],
    ['Europe/Zurich', '2026-03-28T21:00:00.000Z', true],
    ['Europe/Zurich', '2026-03-29T00:30:00.000Z', true],
    ['Europe/Zurich', '2026-03-29T04:59:59.999Z', true],
    ['Europe/Zurich', '2026-03-29T05:00:00.000Z', false],
    ['Europe/Zurich', '2026-10-25T00:30:00.000Z', true],
    ['Europe/Zurich', '2026-10-25T05:59:59.999Z', true],
    ['Europe/Zurich', '2026-10-25T06:00:00.000Z', false],
    ['Asia/Kathmandu', '2026-11-22T16:14:59.999Z', false],
    ['Asia/Kathmandu', '2026-11-22T16:15:00.000Z', true],
    ['America/St_Johns', '2026-11-22T10:29:59.999Z', true],
    ['America/St_Johns', '2026-11-22T10:30:00.000Z', false],
    ['Pacific/Kiritimati', '2026-11-22T08:00:00.000Z', true],
    ['UTC', '2026-11-22T21:59:59.999Z', false],
  ])('are those of the device: in %s at %s it is %s', async (name, at, quiet) => {
    process.env.TZ = name
    const { open, time } = visitor(night)
    time.now = Date.parse(at)
    const page = await open()
    expect(isQuiet(page)).toBe(quiet)
    expect(page.next() === null).toBe(quiet)
  })

  it('end when they say', async () => {
    process.env.TZ = 'Europe/Zurich'
    const { open, time } = visitor(night)
    time.now = Date.parse('2026-11-22T23:10:30.000Z')
    const page = await open()
    const until = Date.parse('2026-11-23T06:00:00.000Z')
    expect(page.explain({ offer: 'finder' }).reasons).toContainEqual({ code: 'quiet_hours', until })
    time.now = until
    expect(isQuiet(page)).toBe(false)
  })
})
