import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LedgerEvent } from '../../src/server.js'
import { day, opened as openGuild } from './support/guild.js'
import { ledgers, type Opened } from './support/stores.js'

const policy = { respect: { respect: { receivesPerDay: 10 } } }

describe.each(ledgers)('events, in %s', (_, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())
  const opened = () => openGuild(on, { policy })

  /** All of them, page by page, as a consumer reads. */
  const read = async ({ server, settled }: ReturnType<typeof opened>, limit = 2) => {
    await settled()
    const all: LedgerEvent[] = []
    let after: string | null = null
    for (;;) {
      const page: Awaited<ReturnType<typeof server.events>> = await server.events({ after, limit })
      if (page.cursor === after) return { all, after }
      all.push(...page.events)
      after = page.cursor
    }
  }

  it('tell what happened to points, each once, in an order that stays', async () => {
    const world = opened()
    const { server, member, time } = world
    const ada = await member(30)
    await ada.spend({ points: { bonus: 5 }, reason: 'order:1', key: 'order:1' })
    await ada.hold({ points: { bonus: 10 }, until: time.now + day, reason: 'cart:1', key: 'cart:1' })
    await ada.capture({ hold: 'cart:1', points: { bonus: 4 }, reason: 'paid:1', key: 'paid:1' })
    await ada.hold({ points: { bonus: 1 }, until: time.now + day, reason: 'cart:2', key: 'cart:2' })
    await ada.release({ hold: 'cart:2', reason: 'gone:2', key: 'gone:2' })
    await ada.reverse({ of: 'order:1', reason: 'return:1', key: 'return:1' })
    await ada.reverse({ of: 'start', reason: 'return:2', key: 'return:2' })
    await ada.adjust({ points: { bonus: 7 }, reason: 'case:1', key: 'case:1', actor: 'staff:1' })
    await ada.freeze({ currency: 'bonus', reason: 'case:2', key: 'case:2', actor: 'staff:1' })
    await ada.thaw({ currency: 'bonus', reason: 'case:3', key: 'case:3', actor: 'staff:1' })
    const { all, after } = await read(world)
    expect(all.map(({ type, amount, reason }) => [type, amount, reason])).toEqual([
      ['points.awarded', 30, 'start'],
      ['points.spent', 5, 'order:1'],
      ['hold.made', 10, 'cart:1'],
      ['hold.captured', 4, 'paid:1'],
      ['hold.made', 1, 'cart:2'],
      ['hold.released', 1, 'gone:2'],
      ['points.restored', 5, 'return:1'],
      ['points.reversed', 26, 'return:2'],
      ['points.adjusted', 7, 'case:1'],
      ['account.frozen', 0, 'case:2'],
      ['account.thawed', 0, 'case:3'],
    ])
    expect(all.every(({ subject, currency }) => subject === ada.id && currency === 'bonus')).toBe(true)
    expect(all[2]?.until).toBe(time.now + day)
    expect(all[7]).toMatchObject({ shortfall: 4, balanceAfter: 0 })
    expect(all[8]).toMatchObject({ actor: 'staff:1' })
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect((await read(world, 1_000)).all).toEqual(all)
    expect(await server.events({ after })).toEqual({ events: [], cursor: after })
    await ada.award({ points: { bonus: 1 }, reason: 'new', key: 'new' })
    await world.settled()
    expect((await server.events({ after })).events).toMatchObject([{ type: 'points.awarded', reason: 'new' }])
  })

  it('tell what time brought about, and what it will', async () => {
    const world = opened()
    const { server, member, time } = world
    const ada = await member()
    await ada.award({ points: { bonus: 120 }, reason: 'buy', key: 'buy', qualifies: true })
    await ada.award({ points: { bonus: 0 }, reason: 'small', key: 'small' })
    time.now = Date.UTC(2027, 1, 26)
    await server.dueWork()
    time.now = Date.UTC(2027, 3, 1)
    await server.dueWork()
    const { all } = await read(world)
    expect(all.map(({ type, amount }) => [type, amount])).toEqual([
      ['points.awarded', 120],
      ['tier.reached', 0],
      ['points.expiring', 120],
      ['tier.will-drop', 0],
      ['points.expired', 120],
      ['tier.dropped', 0],
    ])
    expect(all[1]).toMatchObject({ tier: 'silver', until: Date.UTC(2027, 2, 1) })
    expect(all[2]).toMatchObject({ until: Date.UTC(2027, 2, 4) })
    expect(all[3]).toMatchObject({ until: Date.UTC(2027, 2, 1) })
    expect(all[5]).toMatchObject({ tier: null })
  })

  it('tell of respect what counts, what a cap kept back, and what counts after all', async () => {
    const world = opened()
    const { server, member } = world
    const [ada, bob, cy] = [await member(), await member(), await member()]
    const like = (giver: string, key: string) => ({ points: { respect: 8 }, reason: `post:${key}`, key, giver })
    await ada.award(like(bob.id, '1'))
    await ada.award(like(cy.id, '2'))
    await server.revokeAwardsBy(bob.id, { since: 0, actor: 'staff:1', reason: 'case:1' })
    const { all } = await read(world)
    expect(all.map(({ type, subject, amount }) => [type, subject, amount])).toEqual([
      ['award.endorsed', bob.id, 8],
      ['points.awarded', ada.id, 8],
      ['award.endorsed', cy.id, 8],
      ['points.awarded', ada.id, 2],
      ['award.suppressed', ada.id, 6],
      ['points.reversed', ada.id, 8],
      ['award.promoted', ada.id, 6],
    ])
    expect(all[0]?.to).toBe(ada.id)
  })

  it('tell of gifts on both sides, and of whoever was erased', async () => {
    const world = opened()
    const { member } = world
    const [ada, bob] = [await member(20), await member()]
    await ada.give({ to: bob.id, points: { bonus: 5 }, reason: 'thanks', key: 'gift' })
    await bob.erase()
    const { all } = await read(world)
    expect(all.map(({ type, subject, amount }) => [type, subject, amount])).toEqual([
      ['points.awarded', ada.id, 20],
      ['points.given', ada.id, 5],
      ['points.received', bob.id, 5],
      ['points.forfeited', bob.id, 5],
    ])
    expect(all[1]).toMatchObject({ to: bob.id })
  })

  it('come in pages of a bounded size', async () => {
    const world = opened()
    const { server, member } = world
    const ada = await member()
    for (let n = 0; n < 5; n++) await ada.award({ points: { bonus: 1 }, reason: `${n}`, key: `${n}` })
    await world.settled()
    const pages = await Promise.all([0, -3, 1.5, 3].map((limit) => server.events({ limit })))
    expect(pages.map(({ events }) => events.length)).toEqual([1, 1, 1, 3])
  })
})
