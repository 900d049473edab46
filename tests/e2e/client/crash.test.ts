import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDice, seed } from './dice.js'
import { openOwnChromium, profileFolder } from './own-chromium.js'
import { cafeServer, openSite, type Site } from './site.js'
import { isSaved, join, openTab, shown } from './tab.js'
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

  it(`has kept whatever was acknowledged, over ${crashes} kills, and gives each thing once`, async () => {
    const dice = createDice(seed)
    const first = await launch()
    const tab = await openTab(first.context, site.url)
    expect(await join(tab)).toBe(true)
    await isSaved(tab)
    const { subject } = await shown(tab)
    // A browser writes its cookies some seconds after they came, or when it is closed.
    await first.close()

    const acknowledged: string[] = []
    let said = 0
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
      const { page } = await openTab(chromium.context, site.url)
      const from = said
      said += 3_000
      page.evaluate(acceptOn, from).catch(() => undefined)
      await wait(left === Number.POSITIVE_INFINITY ? dice.between(0, 150) : 5_000, chromium.ended)
      await chromium.kill()
    }
    site.cut(false)

    const last = await launch()
    const back = await openTab(last.context, site.url)
    const { unsent } = await shown(back)
    await isSaved(back)
    const taken = notesTaken(site)
    const lost = acknowledged.filter((note) => !taken.includes(note))
    console.log(
      `SEED=${seed}: ${crashes} kills, ${acknowledged.length} acceptances acknowledged: ${lost.length} lost, ` +
        `${taken.length - new Set(taken).size} given twice; ${taken.length} delivered, ${unsent} of them by the last start`,
    )
    expect(acknowledged.length).toBeGreaterThanOrEqual(crashes)
    expect(lost).toEqual([])
    expect(new Set(taken).size).toBe(taken.length)
    expect(answeredTwice(site)).toEqual([])
    expect((await shown(back)).points).toMatchObject({ available: 500 + taken.length, pending: 0 })
    expect(await server.subject(subject ?? '').balance('bonus')).toMatchObject({ available: worth(site) })
    expect(leftWithoutGround(site.seen)).toEqual([])
    await last.close()
  })
})

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
