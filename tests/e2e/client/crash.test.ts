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
      const chromium = await launch()
      await chromium.context.exposeBinding('acknowledge', (_, note: string) => void acknowledged.push(note))
      await chromium.context.exposeBinding('say', () => `coffee ${said++}`)
      const { page } = await openTab(chromium.context, site.url)
      const before = acknowledged.length
      await page.evaluate(() => {
        const more = async (): Promise<void> => {
          for (;;) await window.stamp([await (window as unknown as { say(): Promise<string> }).say()])
        }
        // Three at a time, so that one writing waits for another.
        for (let n = 0; n < 3; n++) void more()
      })
      await new Promise((resolve) => setTimeout(resolve, dice.between(0, 150)))
      // At least one was acknowledged in most runs, and the moment of the kill is any moment of an acceptance.
      if (dice.next() < 0.5) await expect.poll(() => acknowledged.length, { interval: 1 }).toBeGreaterThan(before)
      await chromium.kill()
    }

    const last = await launch()
    const back = await openTab(last.context, site.url)
    const { unsent } = await shown(back)
    await isSaved(back)
    const taken = notesTaken(site)
    const lost = acknowledged.filter((note) => !taken.includes(note))
    console.log(
      `SEED=${seed}: ${crashes} kills while ${said} acceptances were said, ${acknowledged.length} of them ` +
        `acknowledged: ${lost.length} lost, ${taken.length - new Set(taken).size} given twice; ` +
        `${taken.length} delivered, ${unsent} of them by the last start`,
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
