import type { BrowserContext } from 'playwright'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDice, seed } from './dice.js'
import { type OwnChromium, openOwnChromium, profileFolder } from './own-chromium.js'
import { cafeServer, cafeWithLogin, openSite, type Site } from './site.js'
import { isSaved, join, openTab, shown, stamp, sync } from './tab.js'
import { answeredTwice, notesTaken, worth } from './tally.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

/** `CRASHES=200` for the long form. */
const crashes = Number(process.env.CRASHES ?? 8)

describe.skipIf(!found)('a browser that is killed while it accepts', () => {
  const profile = profileFolder()
  let site: Site
  let server: ReturnType<typeof cafeServer>

  beforeEach(async () => {
    server = cafeServer()
    site = await openSite(() => server)
  })
  afterEach(() => {
    site.close()
    profile.remove()
  })

  const launch = () => openOwnChromium(found!, profile.folder)

  it(
    `has kept whatever was acknowledged, over ${crashes} kills, and gives each thing once`,
    async () => {
      const dice = createDice(seed)
      const first = await launch()
      const tab = await openTab(first.context, site.url)
      expect(await join(tab)).toBe(true)
      await isSaved(tab)
      const { subject } = await shown(tab)
      // A browser writes its cookies some seconds after they came, or when it is closed.
      await first.close()

      const acknowledged: string[] = []
      /** What the client itself said that it would not outlast the page, by its reason. */
      const inMemory = new Map<string, number>()
      let said = 0
      let wipes = 0
      /** Acknowledged, not delivered yet, and gone with a storage that the browser itself has thrown away. */
      const wiped = new Set<string>()
      async function lookInto({ context }: OwnChromium): Promise<void> {
        if ((await databasesOf(context, site.url)).includes(`evenhanded:cafe:${subject}`)) return
        wipes += 1
        const taken = new Set(notesTaken(site))
        for (const note of acknowledged) if (!taken.has(note)) wiped.add(note)
      }
      for (let crash = 0; crash < crashes; crash++) {
        // In every second run nothing arrives: what is acknowledged is in the browser's storage or nowhere.
        site.cut(crash % 2 === 0)
        const chromium = await launch()
        // At any moment of an acceptance; or at the worst one, as soon as one was acknowledged.
        let left = dice.next() < 0.5 ? 1 + dice.below(20) : Number.POSITIVE_INFINITY
        await chromium.context.exposeBinding('acknowledge', (_, note: string) => {
          acknowledged.push(note)
          left -= 1
          if (left === 0) void chromium.kill()
        })
        await lookInto(chromium)
        const { page } = await openTab(chromium.context, site.url)
        const from = said
        said += 3_000
        page.evaluate(acceptOn, from).catch(() => undefined)
        await wait(left === Number.POSITIVE_INFINITY ? dice.between(0, 150) : 5_000, chromium.ended)
        await chromium.kill()
      }
      site.cut(false)

      const last = await launch()
      await lookInto(last)
      const back = await openTab(last.context, site.url)
      const { unsent } = await shown(back)
      await isSaved(back)
      const taken = notesTaken(site)
      const delivered = new Set(taken)
      const lost = acknowledged.filter((note) => !delivered.has(note) && !wiped.has(note))
      console.log(
        `SEED=${seed}: ${crashes} kills, ${acknowledged.length} acceptances acknowledged: ${lost.length} lost, ` +
          `${taken.length - new Set(taken).size} given twice; ${taken.length} delivered, ${unsent} of them by the last start; ` +
          `Chromium threw its storage away ${wipes} times, with ${wiped.size} of them; said to be in memory alone: ` +
          `${JSON.stringify([...inMemory])}`,
      )
      expect(acknowledged.length).toBeGreaterThanOrEqual(crashes)
      // What the browser loses of its own, nobody can keep: it is counted above, and told in the documentation.
      expect(lost).toEqual([])
      expect(new Set(taken).size).toBe(taken.length)
      expect(answeredTwice(site)).toEqual([])
      expect((await shown(back)).points).toMatchObject({ available: 500 + taken.length, pending: 0 })
      expect(await server.subject(subject ?? '').balance('bonus')).toMatchObject({ available: worth(site) })
      expect(leftWithoutGround(site.seen)).toEqual([])
      await last.close()
    },
    60_000 + crashes * 5_000,
  )

  // Chromium has a cookie in memory alone for some 30 seconds, and what is in IndexedDB at once on disk.
  it.each([
    ['by what they had said first, where the site knows them by its cookie alone', false],
    ['once they have signed in again, where the site has a login', true],
  ] as const)('delivers what waits for them %s, after a kill within seconds of that', async (_, hasLogin) => {
    const cafe = hasLogin ? cafeWithLogin() : server
    const visited = await openSite(() => cafe)
    const signIn = ({ context }: OwnChromium) =>
      hasLogin ? context.addCookies([{ name: 'login', value: 'ann', url: visited.url }]) : Promise.resolve()
    const first = await launch()
    await signIn(first)
    const tab = await openTab(first.context, visited.url)
    expect(await join(tab)).toBe(true)
    await isSaved(tab)
    expect(await stamp(tab, ['coffee 1'])).toBe(1)
    await isSaved(tab)
    visited.cut(true)
    expect(await stamp(tab, ['coffee 2'])).toBe(1)
    const { subject } = await shown(tab)
    await first.kill()
    visited.cut(false)

    const second = await launch()
    expect(await second.context.cookies()).toEqual([])
    await signIn(second)
    const back = await openTab(second.context, visited.url)
    expect(await stamp(back, ['coffee 3'])).toBe(1)
    await sync(back)
    await isSaved(back)
    expect(await shown(back)).toMatchObject({ subject, points: { available: 503, pending: 0 } })
    expect(notesTaken(visited)).toEqual(['coffee 1', 'coffee 2', 'coffee 3'])
    await second.close()
    visited.close()
  })
})

/** What the browser has kept, looked up by a page on which nothing of ours runs. */
async function databasesOf(context: BrowserContext, url: string): Promise<readonly (string | undefined)[]> {
  const page = await context.newPage()
  await page.goto(`${url}/elsewhere`)
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  await page.close()
  return names
}

/** In the page: three acceptances at a time, without end, so that one writing waits for another. */
function acceptOn(from: number): void {
  let said = from
  const more = async (): Promise<void> => {
    for (;;) {
      await window.stamp([`coffee ${said++}`])
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  for (let n = 0; n < 3; n++) void more()
}

const wait = (ms: number, orUntil: Promise<void>): Promise<void> =>
  Promise.race([orUntil, new Promise<void>((resolve) => setTimeout(resolve, ms))])
