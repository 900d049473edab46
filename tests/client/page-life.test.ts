import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPage, type Page } from './page.js'
import { offline, openBrowser, openServer, shop, until } from './world.js'

let page: Page
beforeEach(() => {
  page = openPage()
})
afterEach(() => page.close())

/** A shop whose schema takes its time over one address, until it is told to answer; and fails over another. */
function slowShop() {
  const waiting: (() => void)[] = []
  let isSlow = true
  const validate = (value: unknown) => {
    if (value === 'broken@b.ch') return Promise.reject(new Error('The schema is broken.'))
    if (value !== 'slow@b.ch' || !isSlow) return { value }
    return new Promise((resolve) => waiting.push(() => resolve({ value })))
  }
  const schema = { '~standard': { version: 1, vendor: 'test', validate } }
  const program = { ...shop, fields: { ...shop.fields, email: { ...shop.fields.email, schema } } } as typeof shop
  return {
    program,
    isAsked: () => until(() => waiting.length > 0),
    answer: () => {
      isSlow = false
      for (const one of waiting.splice(0)) one()
    },
  }
}

type Opened = ReturnType<ReturnType<typeof openBrowser>['open']>

const slowForm = () => {
  const form = new FormData()
  form.set('email', 'slow@b.ch')
  return form
}

const begun: { readonly [act: string]: (client: Opened) => Promise<{ readonly ok: boolean }> } = {
  'an answer that is kept': (client) => client.offer('raffle').keep({ email: 'slow@b.ch' }),
  'a form that is kept': (client) => client.offer('raffle').keep(slowForm()),
  'an acceptance': (client) => client.offer('raffle').accept({ email: 'slow@b.ch' }),
  'an acceptance of what is being kept': (client) => {
    void client.offer('raffle').keep({ email: 'slow@b.ch' })
    return client.offer('raffle').accept({ email: 'mine@b.ch' })
  },
  'a form that is sent': (client) => client.offer('raffle').submit(slowForm()),
  'a no after what is being kept': (client) => {
    void client.offer('raffle').keep({ email: 'slow@b.ch' })
    return client.offer('raffle').decline()
  },
  'what was observed': (client) => client.observe('email' as 'basket', 'slow@b.ch' as never),
}

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
    const { program, answer } = slowShop()
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

  describe.each(Object.entries(begun))('%s as nobody, by a schema that took its time,', (_, begin) => {
    async function visiting() {
      const browser = openBrowser(openServer())
      const { program, answer, isAsked } = slowShop()
      const client = browser.open({ program })
      await client.ready
      const act = begin(client)
      await isAsked()
      page.putAside()
      const other = browser.open()
      await other.ready
      /** In the other tab, somebody's first exchange. */
      const joins = async (email: string) => {
        const joined = await other.offer('membership').accept({ email, terrain: 'city' })
        if (joined.ok) await joined.settled
      }
      const close = () => {
        client.close()
        other.close()
      }
      return { browser, client, other, act, answer, joins, close }
    }

    it('is nothing of who came meanwhile', async () => {
      const { browser, client, other, act, answer, joins, close } = await visiting()
      await other.signOut({ unsent: 'drop' })
      await joins('bob@b.ch')
      page.comeBack()
      answer()
      expect(await act).toMatchObject({ ok: false, error: { code: 'wrong_subject' } })
      await client.sync()
      expect(client.snapshot().subject).toBe(other.snapshot().subject)
      expect([client.offer('raffle').draft, client.offer('raffle').accepted]).toEqual([{}, false])
      expect(client.known().map(({ value }) => value)).toEqual(['city', 'bob@b.ch'])
      expect(browser.requests.map(({ body }) => body).join()).not.toMatch(/slow@|mine@|decline/)
      close()
    })

    it('is theirs once they are somebody by their own exchange', async () => {
      const { client, act, answer, joins, close } = await visiting()
      await joins('ann@b.ch')
      page.comeBack()
      answer()
      const done = await act
      expect(client.snapshot().subject).not.toBeNull()
      expect(done).not.toMatchObject({ error: { code: 'wrong_subject' } })
      close()
    })

    it('waits until the page is seen again, and is theirs then', async () => {
      const { client, act, answer, close } = await visiting()
      answer()
      await new Promise((resolve) => setTimeout(resolve, 5))
      expect(client.offer('raffle').draft).toEqual({})
      page.comeBack()
      expect(await act).not.toMatchObject({ error: { code: 'wrong_subject' } })
      close()
    })
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

  it('takes nothing that it observed along to whoever began here while it slept', async () => {
    const browser = openBrowser(openServer())
    const Channel = globalThis.BroadcastChannel
    // As a page that is asleep, it hears of nothing.
    Reflect.deleteProperty(globalThis, 'BroadcastChannel')
    const [ann, visitor] = [browser.open(), browser.open()]
    globalThis.BroadcastChannel = Channel
    await Promise.all([ann.ready, visitor.ready])
    await visitor.observe('basket', ['22222V'])
    const joined = await ann.offer('membership').accept({ email: 'ann@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    await ann.observe('basket', ['11111A'])
    const bob = browser.open()
    await bob.ready
    await bob.signOut({ unsent: 'send' })
    const joins = await bob.offer('membership').accept({ email: 'bob@b.ch', terrain: 'city' })
    if (joins.ok) await joins.settled
    await Promise.all([ann.sync(), visitor.sync()])
    for (const client of [ann, visitor]) {
      expect(client.snapshot().subject).toBe(bob.snapshot().subject)
      expect(client.known().map(({ field }) => field)).not.toContain('basket')
      client.close()
    }
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

describe('a schema that fails', () => {
  it('fails the act that waits for it, and none after it', async () => {
    const client = openBrowser(openServer()).open({ program: slowShop().program })
    await client.ready
    const raffle = client.offer('raffle')
    const fails = expect(raffle.keep({ email: 'broken@b.ch' })).rejects.toThrow('The schema is broken.')
    const goesOn = raffle.keep({ email: 'a@b.ch' })
    await fails
    expect(await goesOn).toEqual({ ok: true })
    const form = new FormData()
    form.set('email', 'broken@b.ch')
    await expect(raffle.keep(form)).rejects.toThrow('The schema is broken.')
    await expect(raffle.submit(form)).rejects.toThrow('The schema is broken.')
    expect(client.offer('raffle').draft).toEqual({ email: 'a@b.ch' })
    expect(await raffle.accept()).toMatchObject({ ok: true })
    expect(client.read('email', 'draw')).toBe('a@b.ch')
    client.close()
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
