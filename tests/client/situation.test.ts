import { memory } from 'evenhanded/client'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenStorage, Storage } from '../../src/ports/storage.js'
import { openBrowser, openServer, shop } from './world.js'

/** Where somebody is: digits that stand nowhere else. */
const position = { latitude: 47.37692468, longitude: 8.54171357 }
const traces = ['47.3769', '8.5417', '37692468', '54171357', 'carPark']

const program = {
  ...shop,
  places: {
    carPark: { label: 'Our car park', around: { latitude: 47.3769, longitude: 8.5417, metres: 300 } },
    shelf: { label: 'The shelf' },
  },
  offers: {
    ...shop.offers,
    raffle: { ...shop.offers.raffle, near: ['carPark'] },
    finder: { ...shop.offers.finder, near: ['shelf'] },
    membership: { ...shop.offers.membership, near: ['shelf', 'carPark'] },
  },
} as unknown as typeof shop

/** A storage that remembers all that was ever written to it. */
function writtenTo(inner: OpenStorage, written: string[]): OpenStorage {
  return async (name, lost) => {
    const storage: Storage = await inner(name, lost)
    return {
      ...storage,
      setMany(entries) {
        written.push(JSON.stringify([name, entries]))
        return storage.setMany(entries)
      },
    }
  }
}

const pages: { close(): void }[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

async function opened() {
  const written: string[] = []
  const server = openServer({ program })
  const browser = openBrowser(server, writtenTo(memory(), written))
  const page = browser.open({ program })
  pages.push(page)
  await page.ready
  return { page, browser, written }
}

describe('where somebody is', () => {
  it('decides what is proposed, for this one question', async () => {
    const { page } = await opened()
    const offers = [
      undefined,
      { position },
      { place: 'shelf' },
      { position: { latitude: -47, longitude: 8 } },
      undefined,
    ]
    const named = offers.map((situation) => page.explain({ offer: 'raffle', ...(situation && { situation }) }).proposed)
    expect(named).toEqual([false, true, false, false, false])
    expect(page.next({ position })?.id).toMatch(/raffle|membership/)
    expect(page.next({ place: 'shelf' })?.id).toMatch(/finder|membership/)
    expect(page.next()).toBe(null)
  })

  it('is never stored and never sent, whatever is done with what it brought', async () => {
    const { page, browser, written } = await opened()
    page.explainNext({ position })
    page.explain({ offer: 'membership', situation: { position } })
    page.next({ position, place: 'carPark' })?.shown()
    const offer = page.next({ position })
    if (offer?.id !== 'membership') throw new Error('not the offer of the car park')
    await offer.keep({ email: 'a@b.ch' })
    const said = await offer.accept({ email: 'a@b.ch', terrain: 'forest' })
    expect(said.ok && (await said.settled).ok).toBe(true)
    await page.sync()
    expect(browser.requests.some(({ body }) => body.includes('a@b.ch'))).toBe(true)
    expect(written.join('\n')).toContain('a@b.ch')
    const told = [JSON.stringify(browser.requests), written.join('\n'), JSON.stringify(page.snapshot())]
    for (const text of told) expect(traces.filter((trace) => text.includes(trace))).toEqual([])
  })
})
