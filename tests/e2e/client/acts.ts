import type { Dice } from './dice.js'
import { join, stamp, sync, type Tab } from './tab.js'

/** Five tabs while everything happens to them. */
export interface Chaos {
  readonly dice: Dice
  /** Those that are open; whichever goes, another one is opened in its place. */
  readonly tabs: Tab[]
  readonly open: () => Promise<Tab>
  /** Those that are frozen, or on their way from one page to another. */
  readonly away: Map<Tab, Promise<void>>
  /** Which tab wrote a note, and as its which one. */
  readonly notes: Map<string, { readonly tab: Tab; readonly place: number }>
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Something that a page does, and may never come to the end of: its tab may go under it. */
function inPage(tab: Tab, act: Promise<unknown>): void {
  act.catch((error: unknown) => {
    if (tab.isAlive() && !/destroyed|closed|crashed/i.test(String(error))) throw error
  })
}

/** Something that happens to a tab and takes its time; meanwhile nothing else is asked of it. */
function meanwhile({ away }: Chaos, tab: Tab, happening: Promise<void>): void {
  away.set(
    tab,
    happening.finally(() => away.delete(tab)),
  )
}

async function replaced({ tabs, open }: Chaos, tab: Tab, gone: Promise<void>): Promise<void> {
  await gone
  tabs.splice(tabs.indexOf(tab), 1, await open())
}

/** A tab sleeps, and wakes up; or its process is ended before it does, as phones do it. */
async function slept(chaos: Chaos, tab: Tab, wakes: boolean, ms: number): Promise<void> {
  await tab.freeze()
  await wait(ms)
  await (wakes ? tab.thaw() : replaced(chaos, tab, tab.crash()))
}

/** Mostly a second, at times longer than another tab waits for it. */
const aWhile = ({ dice }: Chaos, longest: number): number => 100 + dice.next() ** 3 * longest

/** What people, browsers and systems do. None of it waits for the server. */
export const actsOf = (longestSleep: number) =>
  ({
    join: (_: Chaos, tab: Tab) => inPage(tab, join(tab)),
    stamp(chaos: Chaos, tab: Tab) {
      const notes = Array.from({ length: 1 + chaos.dice.below(6) }, (_, n) => `coffee ${chaos.notes.size + n}`)
      for (const note of notes) chaos.notes.set(note, { tab, place: chaos.notes.size })
      inPage(tab, stamp(tab, notes))
    },
    agree: (_: Chaos, tab: Tab) =>
      inPage(
        tab,
        tab.page.evaluate(async () => {
          const consents = { newsletter: ['email'] }
          const said = await window.cafe
            .offer('membership')
            .accept({ birthday: '1990-01-01' }, { consents, by: 'tick' })
          return said.ok
        }),
      ),
    withdraw: (_: Chaos, tab: Tab) =>
      inPage(
        tab,
        tab.page.evaluate(async () => (await window.cafe.consents.withdraw('newsletter')).ok),
      ),
    'ask for a seat': (_: Chaos, tab: Tab) =>
      inPage(
        tab,
        tab.page.evaluate(async () => (await window.cafe.offer('tasting').accept({})).ok),
      ),
    'give it back': (_: Chaos, tab: Tab) =>
      inPage(
        tab,
        tab.page.evaluate(async () => (await window.cafe.leave('tasting')).ok),
      ),
    redeem: (_: Chaos, tab: Tab) =>
      inPage(
        tab,
        tab.page.evaluate(async () => (await window.cafe.redeem('biscuit')).ok),
      ),
    correct(chaos: Chaos, tab: Tab) {
      const address = `ann.${chaos.dice.below(1_000)}@cafe.example`
      inPage(
        tab,
        tab.page.evaluate(async (address) => (await window.cafe.rectify('email', address)).ok, address),
      )
    },
    'look around'(chaos: Chaos, tab: Tab) {
      const what = `looked-at-${chaos.dice.below(100)}`
      inPage(
        tab,
        tab.page.evaluate(async (what) => {
          await window.cafe.observe('looked', [what])
          window.cafe.offer('glance').shown()
          await window.cafe.offer('glance').accept({})
          await window.cafe.offer('stamp').dismiss()
        }, what),
      )
    },
    choose(chaos: Chaos, tab: Tab) {
      const colour = (['vermilion', 'ultramarine', 'viridian'] as const)[chaos.dice.below(3)]!
      const taste = (['umami', 'astringent', 'piquant'] as const)[chaos.dice.below(3)]!
      inPage(
        tab,
        tab.page.evaluate(async (answers) => (await window.cafe.offer('finder').accept(answers)).ok, { colour, taste }),
      )
    },
    sync: (_: Chaos, tab: Tab) => inPage(tab, sync(tab)),
    hide: (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, tab.hide()),
    show: (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, tab.show()),
    freeze: (chaos: Chaos, tab: Tab) =>
      meanwhile(chaos, tab, slept(chaos, tab, chaos.dice.next() < 0.8, aWhile(chaos, longestSleep))),
    'leave and be kept': (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, tab.keepAside(aWhile(chaos, 2_000))),
    'go and come back': (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, tab.goAndComeBack()),
    reload: (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, tab.reload()),
    close: (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, replaced(chaos, tab, tab.close())),
    crash: (chaos: Chaos, tab: Tab) => meanwhile(chaos, tab, replaced(chaos, tab, tab.crash())),
  }) as const

export type Act = keyof ReturnType<typeof actsOf>

/** Of a hundred acts, as many are of each kind. */
export const often: { readonly [act in Act]: number } = {
  join: 1,
  stamp: 55,
  agree: 4,
  withdraw: 4,
  'ask for a seat': 4,
  'give it back': 2,
  redeem: 2,
  correct: 2,
  'look around': 3,
  choose: 3,
  sync: 2,
  hide: 2,
  show: 3,
  freeze: 3,
  'leave and be kept': 2,
  'go and come back': 2,
  reload: 1,
  close: 2,
  crash: 3,
}
