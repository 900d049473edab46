import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Act, actsOf, type Chaos, often, wait } from './acts.js'
import { createDice, seed } from './dice.js'
import { createFaultyLine, type FaultyLine } from './faults.js'
import { cafeServer } from './site.js'
import { join, shown, stamp, sync, type Tab } from './tab.js'
import { answeredTwice, decided, notesTaken, wasKept, worth } from './tally.js'
import { beginVisit, type Visit } from './visit.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

/** `CHAOS_SECONDS=60` for the long form. */
const seconds = Number(process.env.CHAOS_SECONDS ?? 12)
const least = seconds >= 60 ? 2_000 : 100
/** Long enough, in the long form, for a page to lose its patience and for another to take its place. */
const longest = seconds >= 60 ? 18_000 : 3_000

describe.skipIf(!found)('five tabs on a bad day', () => {
  let visit: Visit
  let line: FaultyLine
  let server: ReturnType<typeof cafeServer>

  beforeEach(async () => {
    server = cafeServer()
    line = createFaultyLine(createDice(seed), longest)
    visit = await beginVisit(found!, () => server, line)
  })
  afterEach(() => visit.end())

  it(
    `lose nothing, get nothing twice, tell nothing that was not asked, and agree in the end (${seconds} s)`,
    async () => {
      const { context, site } = visit
      const dice = createDice(seed + 1)
      const acknowledged: string[] = []
      await context.exposeBinding('acknowledge', (_, note: string) => void acknowledged.push(note))
      const errors: string[] = []
      const open = async () => {
        const tab = await visit.open()
        tab.page.on('pageerror', (error) => errors.push(String(error)))
        return tab
      }
      const tabs: Tab[] = []
      while (tabs.length < 5) tabs.push(await open())
      const chaos: Chaos = { dice, tabs, open, away: new Map(), notes: new Map() }
      const acts = actsOf(longest)

      // Before an exchange was accepted there is nobody, and nothing is asked of the server.
      acts['look around'](chaos, tabs[0]!)
      acts.choose(chaos, tabs[1]!)
      await wait(300)
      expect(site.seen).toEqual([])

      line.on()
      await Promise.all(tabs.map(join))
      const done = new Map<Act, number>()
      const end = performance.now() + seconds * 1_000
      // A machine that has other things to do takes longer.
      while (performance.now() < end || chaos.notes.size < least) {
        const awake = tabs.filter((tab) => !chaos.away.has(tab))
        const act = dice.weighted(often)
        const tab = awake[dice.below(awake.length)]
        if (tab) {
          done.set(act, (done.get(act) ?? 0) + 1)
          acts[act](chaos, tab)
        }
        await wait(dice.between(5, 40))
      }
      await Promise.all(chaos.away.values())
      // A no that is acknowledged holds, whatever becomes of the tab in which it was said.
      const last = tabs[dice.below(5)]!
      expect(await last.page.evaluate(async () => (await window.cafe.consents.withdraw('newsletter')).ok)).toBe(true)
      expect(await stamp(last, ['the last one'])).toBe(1)
      acts.crash(chaos, last)
      await Promise.all(chaos.away.values())

      line.off()
      await expect
        .poll(
          async () => {
            await Promise.all(tabs.map(sync))
            return (await Promise.all(tabs.map(shown))).map(({ unsent, connection }) => ({ unsent, connection }))
          },
          { timeout: 60_000, interval: 200 },
        )
        .toEqual(tabs.map(() => ({ unsent: 0, connection: 'online' })))

      const told = decided(site)
      const taken = notesTaken(site)
      const lost = acknowledged.filter((note) => !taken.includes(note))
      console.log(
        [
          `SEED=${seed}, ${seconds} s: ${told.size} commands decided, in ${site.taken.length} of ${site.seen.length} requests`,
          `acknowledged: ${acknowledged.length} stamps; lost ${lost.length}, given twice ${taken.length - new Set(taken).size}`,
          `faults: ${list(line.counts)}`,
          `acts: ${list(done)}`,
        ].join('\n'),
      )
      expect(lost).toEqual([])
      expect(new Set(taken).size).toBe(taken.length)
      expect(answeredTwice(site)).toEqual([])
      // What a page sends while it goes, and nobody was told of, may come late.
      expect(
        outOfOrder(
          taken.filter((note) => acknowledged.includes(note)),
          chaos,
        ),
      ).toEqual([])
      expect(leftWithoutGround(site.seen)).toEqual([])
      expect(told.size).toBeGreaterThanOrEqual(least)
      expect(errors).toEqual([])

      const pictures = await Promise.all(tabs.map(shown))
      const [picture] = pictures
      for (const other of pictures) expect(other).toEqual(picture)
      const member = server.subject(picture?.subject ?? '')
      const balance = await member.balance('bonus')
      expect(picture?.points).toEqual({ available: balance.available, pending: balance.pending, held: balance.held })
      expect(balance.available).toBe(worth(site))
      expect(picture?.reads).toMatchObject({
        email: await member.read('email', 'club'),
        newsletter: undefined,
        birthday: await member.read('birthday', 'treats'),
        taste: await member.read('taste', 'tasting'),
        note: await member.read('note', 'club'),
      })
      expect(await member.read('email', 'newsletter')).toBeUndefined()
      const refused = [...told]
        .filter(([id, { answer }]) => !answer.ok && isParked(answer.error.code) && wasKept(site, id))
        .map(([id]) => id)
      expect(picture?.parked).toEqual(refused.sort())
    },
    120_000 + seconds * 3_000,
  )
})

/** Refusals whose wish stands already are only answered. */
const isParked = (code: string): boolean => code !== 'already_accepted' && code !== 'not_accepted'

const list = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

/** Notes that came after one that the same tab had said later. */
function outOfOrder(taken: readonly string[], { notes }: Chaos): readonly string[] {
  const latest = new Map<Tab, number>()
  return taken.filter((note) => {
    const { tab, place } = notes.get(note) ?? {}
    if (!tab || place === undefined) return false
    const before = latest.get(tab) ?? -1
    latest.set(tab, Math.max(before, place))
    return place < before
  })
}
