import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { postgres } from '../../src/postgres.js'
import { createDatabase } from '../support/database.js'
import { leftOut } from '../support/left-out.js'
import { faultsIn } from './support/audited.js'
import { day, opened, start } from './support/guild.js'
import { ledgers, type Opened } from './support/stores.js'

const nothing = {
  ...{ expired: 0, released: 0, tiers: 0, notices: 0, delivered: 0, returned: 0, revoked: 0 },
  ...{
    raffles: { opened: 0, closed: 0, forgotten: 0 },
    requests: { open: 0, overdue: 0 },
    messages: 0,
    chained: expect.any(Number) as number,
    more: false,
  },
}

describe.each(ledgers)('due work, in %s', (_, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  const kinds = async (member: { statement: (currency: 'bonus') => Promise<readonly { kind: string }[]> }) =>
    (await member.statement('bonus')).map(({ kind }) => kind)

  it('books what has ended, once, and changes nothing that a member sees', async () => {
    const { server, another, time, member, tenant } = opened(on)
    const ada = await member(30)
    time.now += 61 * day
    const before = await ada.balance('bonus')
    expect(before.available).toBe(0)
    expect(await server.dueWork()).toMatchObject({ expired: 1, notices: 0 })
    expect(await ada.balance('bonus')).toEqual(before)
    expect(await kinds(ada)).toEqual(['expire', 'award'])
    expect(await another().dueWork()).toMatchObject({ expired: 0 })
    expect(await kinds(ada)).toEqual(['expire', 'award'])
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('books holds that are over as released', async () => {
    const { server, time, member } = opened(on)
    const ada = await member(30)
    await ada.hold({ points: { bonus: 20 }, until: start + day, reason: 'order:1', key: 'order:1' })
    expect(await ada.balance('bonus')).toMatchObject({ available: 10, held: 20 })
    time.now += 2 * day
    const seen = await ada.balance('bonus')
    expect(seen).toMatchObject({ available: 30, held: 0 })
    expect(await server.dueWork()).toMatchObject({ released: 1 })
    expect(await ada.balance('bonus')).toEqual(seen)
    expect((await ada.statement('bonus'))[0]).toMatchObject({ kind: 'release', reason: 'timeout', amount: 20 })
  })

  it('says once what is about to end, and not at all where it is not asked to', async () => {
    const { server, time, member } = opened(on)
    const ada = await member(30)
    expect(await server.dueWork()).toMatchObject({ notices: 0 })
    time.now += 52 * day
    expect(await server.dueWork({ notices: false })).toMatchObject({ notices: 0 })
    expect(await server.dueWork()).toMatchObject({ notices: 1 })
    expect(await server.dueWork()).toMatchObject({ notices: 0 })
    expect((await ada.statement('bonus'))[0]).toMatchObject({ kind: 'notice', code: 'points.expiring', amount: 30 })
  })

  it('lets a tier fall when its period ends unearned, and says so before', async () => {
    const { server, time, member } = opened(on)
    const ada = await member()
    await ada.award({ points: { bonus: 100 }, reason: 'buy', key: 'buy', qualifies: true })
    expect(await ada.balance('bonus')).toMatchObject({ tier: 'silver' })
    time.now = Date.UTC(2027, 1, 26)
    expect(await server.dueWork()).toMatchObject({ notices: 2, tiers: 0 })
    time.now = Date.UTC(2027, 2, 1)
    expect(await server.dueWork()).toMatchObject({ tiers: 1 })
    expect(await ada.balance('bonus')).toMatchObject({ tier: null })
    expect(await server.dueWork()).toMatchObject({ tiers: 0 })
  })

  it('leaves no trace where nothing is due', async () => {
    const { server, time, member } = opened(on)
    const ada = await member(30)
    time.now += 52 * day
    await server.dueWork()
    const before = await ada.state()
    expect(await server.dueWork()).toEqual(nothing)
    expect(await ada.state()).toEqual(before)
  })

  it('ends when its time is over, and goes on the next time', async () => {
    const { server, time, member } = opened(on)
    const ada = await member(30)
    time.now += 61 * day
    const first = await server.dueWork({ budget: 0 })
    expect(first).toMatchObject({ expired: 1, more: true })
    expect(await server.dueWork()).toMatchObject({ expired: 0, more: false })
    expect(await kinds(ada)).toEqual(['expire', 'award'])
  })
})

const url = inject('postgresUrl')
if (!url) leftOut('due work on four servers at once', 'there is no PostgreSQL')

describe.skipIf(!url)('due work on four servers over one PostgreSQL', () => {
  it('books each thing once while members earn and spend', async () => {
    const database = await createDatabase(url as string, 16)
    try {
      const store = postgres(database.pool)
      await store.migrate()
      const { another, time, member, tenant } = opened({ store })
      const count = 24
      const members = []
      for (let n = 0; n < count; n++) {
        const one = await member(30)
        await one.hold({ points: { bonus: 5 }, until: start + day, reason: 'cart', key: 'cart' })
        members.push(one)
      }
      time.now += 20 * day
      for (const one of members) await one.award({ points: { bonus: 40 }, reason: 'later', key: 'later' })
      time.now += 41 * day
      const servers = Array.from({ length: 4 }, () => another())
      const acts = members.flatMap(({ id }, n) => {
        const on = (turn: number) => (servers[(n + turn) % servers.length] as (typeof servers)[number]).subject(id)
        return [
          on(0).award({ points: { bonus: 7 }, reason: 'earn', key: 'earn' }),
          on(1).spend({ points: { bonus: 3 }, reason: 'spend', key: 'spend' }),
          on(2).award({ points: { bonus: 7 }, reason: 'earn', key: 'earn' }),
        ]
      })
      const due = servers.map((server) => server.dueWork())
      const [said, done] = await Promise.all([Promise.all(acts), Promise.all(due)])
      expect(said.filter(({ ok }) => !ok)).toEqual([])
      const rest = await another().dueWork()
      expect(rest.more).toBe(false)
      for (const one of members) {
        const lines = await one.statement('bonus')
        const of = (kind: string) => lines.filter((line) => line.kind === kind)
        expect(of('expire').map(({ amount }) => amount)).toEqual([30])
        expect(of('release')).toHaveLength(1)
        expect(of('award')).toHaveLength(3)
        expect(of('redeem')).toHaveLength(1)
        expect(await one.balance('bonus')).toMatchObject({ available: 44, held: 0 })
      }
      // An award or a spending books what is over as well: due work has at most the rest.
      expect(done.reduce((sum, { expired }) => sum + expired, rest.expired)).toBe(count)
      expect(await faultsIn(store, tenant)).toEqual([])
    } finally {
      await database.drop()
    }
  })
})
