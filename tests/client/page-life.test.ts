import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPage, type Page } from './page.js'
import { offline, openBrowser, openServer, shop, until } from './world.js'

let page: Page
beforeEach(() => {
  page = openPage()
})
afterEach(() => page.close())

const never = () => new Promise<Response>(() => undefined)

describe('a page that is put aside', () => {
  it('shows nothing of who was here, and takes up what storage holds before it answers', async () => {
    const browser = openBrowser(openServer())
    const client = browser.open()
    await client.ready
    const joined = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    await client.observe('basket', ['85123A'])
    page.putAside()
    expect(client.snapshot()).toMatchObject({ phase: 'loading', subject: null })
    expect([client.can('review'), client.next(), client.known(), client.points('bonus').available]).toEqual([
      false,
      null,
      [],
      0,
    ])
    page.comeBack()
    expect(client.snapshot().phase).toBe('loading')
    // What is said meanwhile is decided on what storage holds.
    expect(await client.redeem('voucher')).toMatchObject({ ok: true })
    expect(client.snapshot()).toMatchObject({ phase: 'ready' })
    expect(client.points('bonus')).toMatchObject({ available: 0 })
    expect(client.known().map(({ field }) => field)).toContain('basket')
    client.close()
  })

  it('says nothing in the name of who came meanwhile, where a schema took its time', async () => {
    const server = openServer()
    const browser = openBrowser(server)
    let answer: () => void = () => undefined
    const slow = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) =>
          value === 'slow@b.ch' ? new Promise((resolve) => (answer = () => resolve({ value }))) : { value },
      },
    }
    const program = {
      ...shop,
      fields: { ...shop.fields, email: { ...shop.fields.email, schema: slow } },
    } as typeof shop
    const ann = browser.open({ program })
    await ann.ready
    const joined = await ann.offer('membership').accept({ email: 'ann@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    const slowly = ann.rectify('email', 'slow@b.ch')
    page.putAside()
    const bob = browser.open()
    await bob.ready
    await bob.signOut({ unsent: 'send' })
    const joins = await bob.offer('membership').accept({ email: 'bob@b.ch', terrain: 'city' })
    if (joins.ok) await joins.settled
    page.comeBack()
    answer()
    expect(await slowly).toMatchObject({ ok: false, error: { code: 'wrong_subject' } })
    expect(ann.read('email', 'club')).toBe('bob@b.ch')
    ann.close()
    bob.close()
  })

  it('shows nothing of its person, ever, where somebody else has signed in meanwhile', async () => {
    const server = openServer()
    const browser = openBrowser(server)
    const ann = browser.open()
    await ann.ready
    const joined = await ann.offer('membership').accept({ email: 'ann@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    const shown: string[] = []
    ann.subscribe(() => shown.push(JSON.stringify([ann.known(), ann.points('bonus').available])))
    page.putAside()
    const from = shown.length - 1
    const bob = browser.open()
    await bob.ready
    await bob.signOut({ unsent: 'send' })
    const joins = await bob.offer('raffle').accept({ email: 'bob@b.ch' })
    if (joins.ok) await joins.settled
    page.comeBack()
    await ann.ready
    expect(ann.snapshot().subject).toBe(bob.snapshot().subject)
    expect(ann.read('email', 'draw')).toBe('bob@b.ch')
    expect(shown.slice(from).filter((one) => one.includes('ann@b.ch') || one.includes('500'))).toEqual([])
    ann.close()
    bob.close()
  })

  it('hears again what others say', async () => {
    const browser = openBrowser(openServer())
    const [one, two] = [browser.open(), browser.open()]
    await Promise.all([one.ready, two.ready])
    page.putAside()
    page.comeBack()
    await Promise.all([one.ready, two.ready])
    await one.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => two.read('email', 'draw') === 'a@b.ch')
    one.close()
    two.close()
  })
})

describe('a page that goes', () => {
  it('breaks off what is under way and says a last word that may outlive it, once', async () => {
    const browser = openBrowser(openServer())
    const inits: RequestInit[] = []
    browser.network = never
    const client = browser.open({
      fetch: (url, init) => {
        inits.push(init)
        return browser.fetch(url, init)
      },
    })
    await client.ready
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => inits.length === 1)
    page.leave()
    expect(inits[0]?.signal?.aborted).toBe(true)
    await until(() => inits.length === 2)
    expect(inits[1]).toMatchObject({ keepalive: true, method: 'POST' })
    expect(JSON.parse(String(inits[1]?.body)).commands).toHaveLength(1)
    client.close()
  })

  it('sends what is unsent when it is hidden, and nothing where nobody is known (law 8)', async () => {
    const browser = openBrowser(openServer())
    const client = browser.open()
    await client.ready
    await client.offer('finder').accept({ terrain: 'alpine' })
    page.hide()
    page.see()
    page.leave()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(browser.requests).toEqual([])
    client.close()
  })

  it('lets another tab go on at once', async () => {
    const browser = openBrowser(openServer())
    browser.network = never
    const one = browser.open()
    await one.ready
    const said = one.offer('raffle').accept({ email: 'a@b.ch' })
    await said
    await until(() => browser.requests.length === 1)
    page.putAside()
    browser.network = (request, serve) => serve(request)
    const two = browser.open()
    await two.ready
    await until(() => two.status.unsent === 0 && two.snapshot().subject !== null)
    page.comeBack()
    const done = await said
    if (done.ok) expect(await done.settled).toMatchObject({ ok: true })
    one.close()
    two.close()
  })
})

describe('a page that is seen again', () => {
  it('tries at once whom it could not reach, and asks what is new', async () => {
    const server = openServer()
    const browser = openBrowser(server)
    const client = browser.open()
    await client.ready
    const joined = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    page.hide()
    await server
      .subject(client.snapshot().subject ?? '')
      .award({ points: { bonus: 70 }, reason: 'Order 1', key: 'order:1' })
    browser.network = offline
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    await until(() => client.status.connection === 'offline')
    browser.network = (request, serve) => serve(request)
    // Later than an answer is fresh.
    await new Promise((resolve) => setTimeout(resolve, 2_050))
    page.see()
    await until(() => client.points('bonus').available === 570)
    expect(client.status.unsent).toBe(0)
    client.close()
  })
})
