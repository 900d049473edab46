import { createServer, memory } from 'evenhanded/server'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { cafe } from './cafe.js'
import { everythingStored } from './everything-stored.js'
import { type OwnChromium, openOwnChromium, profileFolder } from './own-chromium.js'
import { openSite, type Site, secrets } from './site.js'
import { isSaved, openTab, shown, stamp, sync, type Tab } from './tab.js'
import { notesTaken } from './tally.js'

const found = inject('browser')

/** A café whose members may sign in: by a cookie of the site's own, as the test sets it. */
const openCafe = () =>
  createServer({
    program: cafe,
    store: memory(),
    secrets,
    authenticate: async (request) => {
      const [, id] = /login=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? []
      return id === undefined ? null : { id }
    },
  })

/** What Ann said, and nobody else may read. */
const anns = ['ann@cafe.example', 'of Ann', '1990-01-01', 'piquant', 'viridian'] as const

const among = (text: string) => anns.filter((word) => text.includes(word))

describe.skipIf(!found)('two people in turn on one tablet', () => {
  let profile: ReturnType<typeof profileFolder>
  let chromium: OwnChromium
  let server: ReturnType<typeof openCafe>
  let site: Site

  beforeEach(async () => {
    profile = profileFolder()
    server = openCafe()
    site = await openSite(() => server)
    chromium = await openOwnChromium(found!, profile.folder)
  })
  afterEach(async () => {
    await chromium.kill()
    site.close()
    profile.remove()
  })

  const open = (query = '') => openTab(chromium.context, `${site.url}/${query}`)
  const stored = () => everythingStored(chromium.context, site.url)

  const signIn = (who: string) => chromium.context.addCookies([{ name: 'login', value: who, url: site.url }])
  const signOutAtSite = () => chromium.context.clearCookies({ name: 'login' })

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
    const [one, two] = [await open(), await open()]
    expect(await joinAs(one, 'ann@cafe.example')).toBe(true)
    expect(await stamp(two, ['of Ann: sent'])).toBe(1)
    await Promise.all([isSaved(one), isSaved(two)])
    expect(among(await stored()).length).toBeGreaterThan(3)
    await leave(one, 'send')
    await expect.poll(async () => (await shown(two)).subject).toBeNull()
    expect([among(await told(one)), among(await told(two)), among(await stored())]).toEqual([[], [], []])
    expect(await chromium.context.cookies()).toEqual([])
    expect(notesTaken(site)).toEqual(['of Ann: sent'])
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
    const ids = site.taken.flatMap(({ subject }) => (subject === null ? [] : [subject]))
    return [...new Set(ids)].map((id) => ({ id }))
  }

  it('drops what was unsent where that is said, and never sends it', async () => {
    const tab = await open()
    expect(await joinAs(tab, 'ann@cafe.example')).toBe(true)
    await isSaved(tab)
    await chromium.context.setOffline(true)
    expect(await stamp(tab, ['of Ann: unsent'])).toBe(1)
    await leave(tab, 'drop')
    expect(among(await told(tab))).toEqual([])
    await chromium.context.setOffline(false)
    await sync(tab)
    expect(among(await stored())).toEqual([])
    expect(await joinAs(tab, 'bob@cafe.example')).toBe(true)
    await isSaved(tab)
    expect(notesTaken(site)).toEqual([])
    expect(site.seen.some(({ body }) => body.includes('of Ann: unsent'))).toBe(false)
  })

  it('keeps what is to be sent for its owner alone, and sends it once they are back', async () => {
    await signIn('ann')
    const tab = await open()
    expect(await joinAs(tab, 'ann@cafe.example')).toBe(true)
    await isSaved(tab)
    await chromium.context.setOffline(true)
    expect(await stamp(tab, ['of Ann: unsent'])).toBe(1)
    await leave(tab, 'send')
    await signOutAtSite()
    expect(among(await told(tab))).toEqual([])
    await chromium.context.setOffline(false)
    // What she said and nobody has heard yet is all that is left of her.
    expect(among(await stored())).toEqual(['of Ann'])

    await signIn('bob')
    await tab.page.evaluate(() => window.cafe.switchSubject(null))
    expect(await joinAs(tab, 'bob@cafe.example')).toBe(true)
    expect(await stamp(tab, ['of Bob'])).toBe(1)
    await isSaved(tab)
    expect(notesTaken(site)).toEqual(['of Bob'])
    await leave(tab, 'send')
    await signOutAtSite()

    await signIn('ann')
    await tab.page.evaluate(() => window.cafe.switchSubject(null))
    await isSaved(tab)
    expect(notesTaken(site)).toEqual(['of Bob', 'of Ann: unsent'])
    expect(await shown(tab)).toMatchObject({ reads: { email: 'ann@cafe.example', note: 'of Ann: unsent' } })
    expect((await shown(tab)).points).toMatchObject({ available: 601 })
  })

  it('keeps nothing at all on a device of the site’s, not even while the visit lasts', async () => {
    const tab = await open('?at=till')
    expect(await joinAs(tab, 'ann@cafe.example')).toBe(true)
    expect(await stamp(tab, ['of Ann: at the till'])).toBe(1)
    await isSaved(tab)
    expect(among(await stored())).toEqual([])
    await leave(tab, 'send')
    expect(among(await told(tab))).toEqual([])
    expect(await chromium.context.cookies()).toEqual([])
  })
})
