import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { day, minute, opened, quiet, until } from './support/letters.js'
import { ledgers, type Opened } from './support/stores.js'

/** A store that breaks off before it keeps that a message was sent, as a machine that dies just then. */
function dying(store: Store) {
  const life = { ends: true }
  const own: Store = {
    ...store,
    async store(tenant, steps) {
      const isKept = steps.some(({ commands }) => commands.some(({ events }) => events[0]?.type === 'messaged'))
      if (isKept && life.ends) throw new Error('the machine died')
      return store.store(tenant, steps)
    },
  }
  return { own, life }
}

describe.each(ledgers)('messages to confirm, on %s', (_, open) => {
  let kept: Opened
  beforeAll(async () => {
    kept = await open()
  })
  afterAll(() => kept.close())

  /** What the due work sends, as soon as the log tells of all that was done: others' transactions may hold it up. */
  async function due(shop: ReturnType<typeof opened>, wanted: number): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      await shop.server.dueWork()
      if (shop.sent.length >= wanted) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** Somebody agrees at a machine that dies with its reply: it sends nothing. */
  async function unsent(shop: ReturnType<typeof opened>, email = 'ada@b.ch') {
    const silent = shop.another({ messenger: { send: () => Promise.reject(new Error('the machine died')) } })
    const person = silent.subject({ login: email })
    const errors = shop.errors.length
    await person.accept('membership', { email }, { by: {}, consents: { news: ['email'] } })
    await until(() => shop.errors.length > errors)
    return person
  }

  it('are sent by the due work where the machine that answered did not come to it', async () => {
    const shop = opened(kept.store)
    await unsent(shop)
    await shop.server.dueWork()
    expect(shop.sent).toEqual([])
    shop.time.now += 2 * minute
    await due(shop, 1)
    expect(shop.sent.map(({ to }) => to)).toEqual(['ada@b.ch'])
    await shop.server.dueWork()
    await shop.another().dueWork()
    expect(shop.sent).toHaveLength(1)
  })

  it('are left to whoever answered for a minute, and not sent again after it', async () => {
    const shop = opened(kept.store)
    const { id } = await shop.agree({ news: ['email'] })
    await shop.logged(id, 1)
    for (let n = 0; n < 3; n++) {
      shop.time.now += minute
      await shop.another().dueWork()
    }
    expect(shop.sent).toHaveLength(1)
  })

  it('come again under one id where it was not kept that they were sent, and are never lost', async () => {
    const { own, life } = dying(kept.store)
    const shop = opened(own)
    await shop.agree({ news: ['email'] })
    await until(() => shop.errors.length > 0)
    expect(shop.sent).toHaveLength(1)
    life.ends = false
    shop.time.now += 2 * minute
    await due(shop, 2)
    expect(shop.sent).toHaveLength(2)
    expect(new Set(shop.sent.map(({ id }) => id)).size).toBe(1)
    expect(shop.sent[1]).toMatchObject({ to: 'ada@b.ch', expiresAt: shop.sent[0]?.expiresAt })
    await shop.server.dueWork()
    expect(shop.sent).toHaveLength(2)
    expect((await shop.press(shop.sent[0]?.link ?? '')).status).toBe(200)
  })

  it('wait for a mail service that is down, and hold up nobody behind one that can’t be sent', async () => {
    const shop = opened(kept.store)
    const tried: string[] = []
    shop.post.deliver = async ({ to }) => {
      tried.push(to)
      if (to.startsWith('never') || tried.length < 4) throw new Error('451 try again later')
    }
    await unsent(shop, 'never@b.ch')
    await unsent(shop, 'ada@b.ch')
    shop.time.now += 2 * minute
    await shop.server.dueWork()
    await shop.server.dueWork()
    await due(shop, 1)
    expect(shop.sent.map(({ to }) => to)).toEqual(['ada@b.ch'])
    const attempts = tried.length
    await shop.server.dueWork()
    expect(tried.slice(attempts)).toEqual(['never@b.ch'])
    expect(shop.errors).not.toEqual([])
    // After a day it is given up; asked for, it is tried again.
    shop.time.now += day
    await shop.server.dueWork()
    const last = tried.length
    await shop.server.dueWork()
    expect(tried).toHaveLength(last)
    const person = shop.server.subject({ login: 'never@b.ch' })
    expect(await person.resendConfirmation('email')).toMatchObject({ ok: false, error: { code: 'not_sent' } })
    expect(tried).toHaveLength(last + 1)
  })

  it('reach everybody, each under one id, however many machines see to it at once', async () => {
    const shop = opened(kept.store)
    const people = Array.from({ length: 12 }, (_, n) => `p${n}@b.ch`)
    for (const email of people) await unsent(shop, email)
    shop.time.now += 2 * minute
    await Promise.all([shop.server, shop.another(), shop.another()].map((one) => one.dueWork()))
    await due(shop, people.length)
    const ids = new Map(shop.sent.map(({ to, id }) => [to, id]))
    expect([...ids.keys()].sort()).toEqual([...people].sort())
    expect(new Set(shop.sent.map(({ id }) => id)).size).toBe(people.length)
    const before = shop.sent.length
    await shop.another().dueWork()
    expect(shop.sent).toHaveLength(before)
  })

  it('go to where somebody is by then: once, to the newest address, and not where nothing waits any more', async () => {
    const shop = opened(kept.store)
    const moved = await unsent(shop, 'old@b.ch')
    const silent = shop.another({ messenger: { send: () => Promise.reject(new Error('the machine died')) } })
    await silent.subject({ login: 'old@b.ch' }).rectify('email', 'new@b.ch')
    const confirmed = await unsent(shop, 'proven@b.ch')
    await confirmed.confirm('email', 'proven@b.ch')
    const gone = await unsent(shop, 'gone@b.ch')
    await gone.withdraw('news')
    const erased = await unsent(shop, 'erased@b.ch')
    await erased.erase()
    await quiet()
    shop.time.now += 2 * minute
    await due(shop, 1)
    await shop.server.dueWork()
    expect(shop.sent.map(({ to }) => to)).toEqual(['new@b.ch'])
    expect(await moved.read('email', 'news')).toBeUndefined()
    await shop.press(shop.sent[0]?.link ?? '')
    expect(await moved.read('email', 'news')).toBe('new@b.ch')
  })

  it('leave no value in the log', async () => {
    const shop = opened(kept.store)
    const { id } = await shop.agree({ news: ['email'] })
    await shop.logged(id, 1)
    const lines = await kept.store.history(shop.tenant, id)
    expect(lines.map(({ said }) => said.type)).toEqual(['accept', 'messaged'])
    expect(JSON.stringify(lines)).not.toContain('ada@b.ch')
    expect(shop.sent[0]?.link).not.toContain('ada')
  })
})
