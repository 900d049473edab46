import 'fake-indexeddb/auto'
import { indexedDb, memory } from 'evenhanded/client'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { device, people, type Visits } from './visits.js'
import { offline, openBrowser, openServer, until } from './world.js'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

/** What is kept in this browser, by database and key. */
async function everything(): Promise<{ readonly [database: string]: { readonly [key: string]: unknown } }> {
  const names = (await indexedDB.databases()).map(({ name = '' }) => name)
  const kept = names.map(async (name) => [name, Object.fromEntries(await (await indexedDb()(name)).entries())] as const)
  return Object.fromEntries(await Promise.all(kept))
}

const visit = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ act: 'raffle' } as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom({ act: 'join' }, { act: 'choose' }, { act: 'observe' }, { act: 'redeem' } as const),
  },
  { weight: 2, arbitrary: fc.boolean().map((online) => ({ act: 'network', online }) as const) },
  fc.constantFrom({ act: 'reload' }, { act: 'tab' }, { act: 'draft' } as const),
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('sign out' as const),
      unsent: fc.constantFrom('send' as const, 'drop' as const),
      next: fc.nat(people.length - 1),
    }),
  },
  fc.nat(people.length - 1).map((next) => ({ act: 'return', next }) as const),
)

describe('people in turn on one device (law 7)', () => {
  it('find nothing of one another, and lose nothing but what they said to drop', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(visit, { minLength: 3, maxLength: 14 }), async (visits: Visits) => {
        globalThis.indexedDB = new IDBFactory()
        const tablet = await device()
        try {
          for (const one of visits) {
            await tablet.act(one)
            await tablet.holds()
          }
          await tablet.end()
        } finally {
          tablet.close()
        }
      }),
      { numRuns: Number(process.env.PEOPLE_RUNS ?? 40) },
    )
  }, 600_000)
})

describe('a device after somebody has left', () => {
  const member = async () => {
    const browser = openBrowser(openServer(), indexedDb())
    const client = browser.open()
    await client.ready
    const joined = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city', birthday: '1990-02-03' })
    if (joined.ok) await joined.settled
    return { browser, client, id: client.snapshot().subject ?? '' }
  }

  it('has no database that is named after them', async () => {
    const { client, id } = await member()
    expect(Object.keys(await everything())).toContain(`evenhanded:alpine-shop:${id}`)
    await client.signOut({ unsent: 'send' })
    const kept = await everything()
    expect(Object.keys(kept)).toEqual(['evenhanded:alpine-shop'])
    expect(Object.keys(kept['evenhanded:alpine-shop'] ?? {}).sort()).toEqual(['format', 'who'])
    expect(JSON.stringify(kept)).not.toContain(id)
    client.close()
  })

  it('has of them what was to be sent, and that alone', async () => {
    const { client, browser, id } = await member()
    browser.network = offline
    await client.redeem('voucher')
    await client.offer('finder').accept({ terrain: 'forest' })
    await client.signOut({ unsent: 'send' })
    const kept = Object.keys((await everything())[`evenhanded:alpine-shop:${id}`] ?? {})
    expect(kept.filter((key) => key !== 'format')).toEqual([expect.stringMatching(/^outbox:/)])
    client.close()
  })

  it('clears up in the next visit what a crash in the middle of signing out has left', async () => {
    const { client, browser, id } = await member()
    client.close()
    const door = await indexedDb()('evenhanded:alpine-shop')
    const after = { id, unsent: 'drop' }
    await door.setMany([['who', { id: null, adopts: false, ending: true, since: Date.now(), after }]])
    const next = browser.open()
    await next.ready
    expect(next.known()).toEqual([])
    expect(JSON.stringify(await everything())).not.toContain(id)
    next.close()
  })

  it('sends what nobody known has left behind, and gives each of them a membership of their own', async () => {
    const server = openServer()
    const browser = openBrowser(server, indexedDb())
    browser.network = offline
    const client = browser.open()
    await client.ready
    const settled: (Promise<unknown> | undefined)[] = []
    for (const email of ['one@fair.ch', 'two@fair.ch', 'three@fair.ch']) {
      const joined = await client.offer('membership').accept({ email, terrain: 'alpine' })
      settled.push(joined.ok ? joined.settled : undefined)
      await client.signOut({ unsent: 'send' })
      expect(client.known()).toEqual([])
    }
    expect(client.status).toMatchObject({ unsent: 3, storage: 'durable' })
    browser.network = (request, serve) => serve(request)
    const founded = new Map<string, string>()
    browser.network = async (request, serve) => {
      const said = await request.clone().text()
      const response = await serve(request)
      const reply = (await response
        .clone()
        .json()
        .catch(() => ({}))) as { subject?: string }
      const [email] = /\w+@fair\.ch/.exec(said) ?? []
      if (email && reply.subject) founded.set(email, reply.subject)
      return response
    }
    await client.sync()
    expect(await Promise.all(settled)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }])
    expect(new Set(founded.values()).size).toBe(3)
    for (const id of founded.values()) expect((await server.subject(id).balance('bonus')).available).toBe(500)
    expect(client.snapshot()).toMatchObject({ subject: null, status: { is: 'saved', unsent: 0 } })
    expect(browser.cookie).toBe('')
    expect(JSON.stringify(await everything())).not.toContain('fair.ch')
    client.close()
  })

  it('tells nobody else of the preferences that somebody unknown has left, when they sign in', async () => {
    const { client, browser, id } = await member()
    const { cookie } = browser
    await client.signOut({ unsent: 'send' })
    await client.offer('finder').accept({ terrain: 'alpine' })
    browser.cookie = cookie
    await client.switchSubject(id)
    expect(client.read('terrain', 'fit')).toBeUndefined()
    expect(JSON.stringify(client.export())).not.toContain('alpine"')
    await client.signOut({ unsent: 'send' })
    expect(client.read('terrain', 'fit')).toBeUndefined()
    client.close()
  })
})

describe('two programs on one origin', () => {
  it('have databases of their own, and one signs nobody out of the other', async () => {
    const { shop } = await import('./shop.js')
    const other = { ...shop, id: 'alpine-club' } as typeof shop
    const one = openBrowser(openServer(), indexedDb())
    const two = openBrowser(openServer({ program: other }), indexedDb())
    const [inShop, inClub] = [one.open(), two.open({ program: other })]
    await Promise.all([inShop.ready, inClub.ready])
    for (const [client, email] of [
      [inShop, 'shop@b.ch'],
      [inClub, 'club@b.ch'],
    ] as const) {
      const joined = await client.offer('membership').accept({ email, terrain: 'city' })
      if (joined.ok) await joined.settled
    }
    await inShop.signOut({ unsent: 'send' })
    expect(inClub.read('email', 'club')).toBe('club@b.ch')
    const kept = await everything()
    expect(JSON.stringify(kept)).not.toContain('shop@b.ch')
    expect(Object.keys(kept).sort()).toEqual(
      [
        'evenhanded:alpine-club',
        `evenhanded:alpine-club:${inClub.snapshot().subject}`,
        'evenhanded:alpine-shop',
      ].sort(),
    )
    inShop.close()
    inClub.close()
  })
})

describe('a device of the site’s', () => {
  it('keeps nothing, and gives the next visit nothing of the one before', async () => {
    const browser = openBrowser(openServer(), indexedDb())
    const visit = async (email: string) => {
      const client = browser.open({ touchpoint: 'till' })
      await client.ready
      await client.observe('basket', ['4711'])
      expect(client.known().map(({ field }) => field)).toEqual(['basket'])
      const joined = await client.offer('membership').accept({ email, terrain: 'city' })
      if (joined.ok) await joined.settled
      return client
    }
    const first = await visit('a@b.ch')
    const id = first.snapshot().subject
    // Who walks away signs out of nothing.
    first.close()
    const second = await visit('c@d.ch')
    expect(second.snapshot().subject).not.toBe(id)
    expect(JSON.stringify(second.export())).not.toContain('a@b.ch')
    expect(await indexedDB.databases()).toEqual([])
    second.close()
  })

  it('ends the last visit as it begins, and says nothing of this one before an exchange (law 8)', async () => {
    const browser = openBrowser(openServer())
    const client = browser.open({ touchpoint: 'till' })
    await client.ready
    await client.observe('basket', ['4711'])
    await until(() => browser.requests.length > 0)
    expect(browser.requests).toEqual([{ method: 'DELETE', path: '/evenhanded/session', body: '' }])
    client.close()
  })
})

describe('what was deleted from outside', () => {
  const deleteAll = async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    for (const name of names)
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = () => resolve()
        request.onblocked = () => reject(new Error('blocked'))
      })
  }

  it('is written back as far as somebody said it to the server; what the device alone knew is gone', async () => {
    const browser = openBrowser(openServer(), indexedDb())
    const client = browser.open()
    await client.ready
    await client.offer('finder').accept({ terrain: 'alpine' })
    const joined = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    browser.network = offline
    await client.redeem('voucher')
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    const id = client.snapshot().subject ?? ''
    await deleteAll()
    await until(() => client.read('terrain', 'fit') === undefined)
    expect(client.snapshot()).toMatchObject({ subject: id, status: { unsent: 2, storage: 'durable' } })
    client.close()
    const again = browser.open()
    await again.ready
    expect(again.snapshot()).toMatchObject({ subject: id, status: { unsent: 2 } })
    expect(again.read('email', 'club')).toBe('a@b.ch')
    browser.network = (request, serve) => serve(request)
    await again.sync()
    expect(again.status).toMatchObject({ is: 'saved', unsent: 0 })
    expect(again.points('bonus').available).toBe(0)
    again.close()
  })

  it('stays so where the page was closed, or somebody has signed out', async () => {
    const browser = openBrowser(openServer(), indexedDb())
    const [client, other] = [browser.open(), browser.open()]
    await Promise.all([client.ready, other.ready])
    const joined = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    await until(() => other.snapshot().subject !== null)
    await client.signOut({ unsent: 'send' })
    await until(() => other.snapshot().subject === null)
    expect(JSON.stringify(await everything())).not.toContain('a@b.ch')
    client.close()
    other.close()
    await deleteAll()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await indexedDB.databases()).toEqual([])
  })
})

describe('a page of an older program', () => {
  it('reads what a newer one has left, fields, offers and purposes that it does not know included', async () => {
    const { shop } = await import('./shop.js')
    const storage = memory()
    const browser = openBrowser(openServer(), storage)
    const client = browser.open()
    await client.ready
    await client.offer('finder').accept({ terrain: 'city' })
    const joined = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city', birthday: '1990-02-03' })
    if (joined.ok) await joined.settled
    client.close()
    browser.network = offline
    const { birthday: _, size: __, basket: ___, ...fields } = shop.fields
    const { newsletter: ____, treats: _____, ...purposes } = shop.purposes
    const { finder: ______, tillCoupon: _______, raffle: ________, membership: m } = shop.offers
    const membership = { ...m, asks: { email: 'Your account needs an address' } }
    const older = { ...shop, version: 0, fields, purposes, offers: { membership } } as unknown as typeof shop
    const page = browser.open({ program: older })
    await page.ready
    expect(page.read('email', 'club')).toBe('a@b.ch')
    expect(page.can('review')).toBe(true)
    expect(page.next()).toBeNull()
    expect(page.known().map(({ field }) => field)).toContain('email')
    expect(page.consents.list().map(({ purpose }) => purpose)).toContain('club')
    expect(page.erasePlan().now.length).toBeGreaterThan(0)
    expect(page.snapshot().status.storage).toBe('memory')
    page.close()
  })
})
