import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { everythingStored } from './everything-stored.js'
import { cafeWithLogin } from './site.js'
import { isSaved, shown, stamp, sync, type Tab } from './tab.js'
import { decided, notesTaken } from './tally.js'
import { beginVisit, type Visit } from './visit.js'

const found = inject('browser')

/** What Ann said, and nobody else may read. */
const anns = ['ann@cafe.example', 'of Ann', '1990-01-01', 'piquant', 'viridian'] as const

const among = (text: string) => anns.filter((word) => text.includes(word))

describe.skipIf(!found)('two people in turn on one tablet', () => {
  let server: ReturnType<typeof cafeWithLogin>
  let visit: Visit

  beforeEach(async () => {
    server = cafeWithLogin()
    visit = await beginVisit(found!, () => server)
  })
  afterEach(() => visit.end())

  const stored = () => everythingStored(visit.context, visit.site.url)

  const signIn = (who: string) => visit.context.addCookies([{ name: 'login', value: who, url: visit.site.url }])
  const signOutAtSite = () => visit.context.clearCookies({ name: 'login' })

  /** Joins with everything that there is to say. */
  const joinAs = (tab: Tab, email: string): Promise<boolean> =>
    tab.page.evaluate(async (email) => {
      const { cafe } = window
      await cafe.observe('looked', ['looked-at-1'])
      await cafe.offer('finder').accept({ colour: 'viridian', taste: 'piquant' })
      const consents = { newsletter: ['email'] }
      const joined = await cafe.offer('membership').accept({ email, birthday: '1990-01-01' }, { consents })
      return joined.ok && (await cafe.offer('tasting').accept({})).ok
    }, email)

  /** What the page of whoever is here could show or hand on. */
  const told = (tab: Tab) =>
    tab.page.evaluate(() => {
      const { cafe } = window
      const { known, asks, notice } = cafe.offer('membership')
      const all = [cafe.known(), cafe.export(), cafe.consents.list(), cafe.parked.list(), cafe.erasePlan()]
      return JSON.stringify([...all, known, asks, notice, cafe.snapshot(), cafe.points('bonus'), window.shown()])
    })

  const leave = (tab: Tab, unsent: 'send' | 'drop') =>
    tab.page.evaluate((unsent) => window.cafe.signOut({ unsent }), unsent)

  it('leaves nothing of who signs out, in no tab and nowhere in the browser', async () => {
    const [one, two] = [await visit.open(), await visit.open()]
    expect(await joinAs(one, 'ann@cafe.example')).toBe(true)
    expect(await stamp(two, ['of Ann: sent'])).toBe(1)
    await Promise.all([isSaved(one), isSaved(two)])
    expect(among(await stored()).length).toBeGreaterThan(3)
    await leave(one, 'send')
    await expect.poll(async () => (await shown(two)).subject).toBeNull()
    expect([among(await told(one)), among(await told(two)), among(await stored())]).toEqual([[], [], []])
    expect(await visit.context.cookies()).toEqual([])
    expect(notesTaken(visit.site)).toEqual(['of Ann: sent'])
    expect(await joinAs(two, 'bob@cafe.example')).toBe(true)
    await isSaved(two)
    const anns = await decidedFor('ann@cafe.example')
    const bobs = await decidedFor('bob@cafe.example')
    expect(anns).not.toBe(bobs)
    expect((await shown(one)).reads.email).toBe('bob@cafe.example')
    expect(await server.subject(bobs).read('note', 'club')).toBeUndefined()
  })

  /** Whose an acceptance with this address was. */
  async function decidedFor(email: string): Promise<string> {
    for (const { id } of await members()) if ((await server.subject(id).read('email', 'club')) === email) return id
    throw new Error(`nobody has the address ${email}`)
  }

  async function members(): Promise<readonly { readonly id: string }[]> {
    const ids = visit.site.taken.flatMap(({ subject }) => (subject === null ? [] : [subject]))
    return [...new Set(ids)].map((id) => ({ id }))
  }

  it('drops what was unsent where that is said, and never sends it', async () => {
    const tab = await visit.open()
    expect(await joinAs(tab, 'ann@cafe.example')).toBe(true)
    await isSaved(tab)
    await visit.offline(true)
    expect(await stamp(tab, ['of Ann: unsent'])).toBe(1)
    await leave(tab, 'drop')
    expect(among(await told(tab))).toEqual([])
    await visit.offline(false)
    await sync(tab)
    expect(among(await stored())).toEqual([])
    expect(await joinAs(tab, 'bob@cafe.example')).toBe(true)
    await isSaved(tab)
    expect(notesTaken(visit.site)).toEqual([])
    expect(visit.site.seen.some(({ body }) => body.includes('of Ann: unsent'))).toBe(false)
  })

  it('keeps what is to be sent for its owner alone, and sends it once they are back', async () => {
    await signIn('ann')
    const tab = await visit.open()
    expect(await joinAs(tab, 'ann@cafe.example')).toBe(true)
    await isSaved(tab)
    await visit.offline(true)
    expect(await stamp(tab, ['of Ann: unsent'])).toBe(1)
    await leave(tab, 'send')
    await signOutAtSite()
    expect(among(await told(tab))).toEqual([])
    await visit.offline(false)
    // What she said and nobody has heard yet is all that is left of her.
    expect(among(await stored())).toEqual(['of Ann'])

    await signIn('bob')
    await tab.page.evaluate(() => window.cafe.switchSubject(null))
    expect(await joinAs(tab, 'bob@cafe.example')).toBe(true)
    expect(await stamp(tab, ['of Bob'])).toBe(1)
    await isSaved(tab)
    expect(notesTaken(visit.site)).toEqual(['of Bob'])
    await leave(tab, 'send')
    await signOutAtSite()

    await signIn('ann')
    await tab.page.evaluate(() => window.cafe.switchSubject(null))
    await isSaved(tab)
    expect(notesTaken(visit.site)).toEqual(['of Bob', 'of Ann: unsent'])
    expect(await shown(tab)).toMatchObject({ reads: { email: 'ann@cafe.example', note: 'of Ann: unsent' } })
    expect((await shown(tab)).points).toMatchObject({ available: 601 })
  })

  it.each(['comes for the first time', 'has been here before'] as const)(
    'shows nothing of one account to the other when they are switched, where the other %s',
    async (other) => {
      if (other === 'has been here before') {
        const by = { medium: 'paper', evidence: 'box 1/1', actor: 'staff:1' } as const
        const said = await server.subject({ login: 'bob' }).accept('membership', { email: 'bob@cafe.example' }, { by })
        expect(said.ok).toBe(true)
      }
      await signIn('ann')
      const [one, two] = [await visit.open(), await visit.open()]
      expect(await joinAs(one, 'ann@cafe.example')).toBe(true)
      await Promise.all([isSaved(one), isSaved(two)])
      await signIn('bob')
      await one.page.evaluate(() => window.cafe.switchSubject(null))
      await one.page.evaluate(() => window.cafe.offer('membership').accept({ email: 'bob@cafe.example' }))
      await isSaved(one)
      await expect.poll(async () => (await shown(two)).reads.email).toBe('bob@cafe.example')
      expect([among(await told(one)), among(await told(two))]).toEqual([[], []])
      expect(among(await stored())).toEqual([])
    },
  )

  it('keeps nothing at all on a device of the site’s, not even while the visit lasts', async () => {
    const tab = await visit.open('?at=till')
    expect(await joinAs(tab, 'ann@cafe.example')).toBe(true)
    expect(await stamp(tab, ['of Ann: at the till'])).toBe(1)
    await isSaved(tab)
    expect(among(await stored())).toEqual([])
    await leave(tab, 'send')
    expect(among(await told(tab))).toEqual([])
    expect(await visit.context.cookies()).toEqual([])
  })

  it('gives the next person at a device of the site’s a card of their own, though the last one only walked away', async () => {
    const first = await visit.open('?at=till')
    expect(await joinAs(first, 'ann@cafe.example')).toBe(true)
    await isSaved(first)
    await first.crash()
    const second = await visit.open('?at=till')
    expect(among(await told(second))).toEqual([])
    expect(
      await second.page.evaluate(() => window.cafe.offer('membership').accept({ email: 'bob@cafe.example' })),
    ).toMatchObject({ ok: true })
    await isSaved(second)
    expect(among(await told(second))).toEqual([])
    expect(await server.subject(await decidedFor('ann@cafe.example')).read('email', 'club')).toBe('ann@cafe.example')
    expect(await decidedFor('bob@cafe.example')).not.toBe(await decidedFor('ann@cafe.example'))
    expect([...decided(visit.site).values()].every(({ answer }) => answer.ok)).toBe(true)
  })
})
