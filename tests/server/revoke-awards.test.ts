import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { faultsIn } from './support/audited.js'
import { day, opened as openGuild, start } from './support/guild.js'
import { ledgers, type Opened } from './support/stores.js'

const policy = { respect: { respect: { receivesPerDay: 25 } } }
const opened = (on: Opened) => openGuild(on, { policy })

describe.each(ledgers)('revokeAwardsBy, in %s', (_, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  const why = { since: start, actor: 'staff:17', reason: 'case:88' }
  const likes = (key: string, giver: string, respect = 10) => ({
    points: { respect },
    reason: `post:${key}`,
    key,
    giver,
  })
  const counts = async (member: { balance: (currency: 'respect') => Promise<{ available: number }> }) =>
    (await member.balance('respect')).available

  it('lists what would be revoked, and changes nothing', async () => {
    const { server, member, time } = opened(on)
    const [troll, ada, bob] = [await member(), await member(), await member()]
    await ada.award(likes('1', troll.id))
    time.now += 1
    await bob.award(likes('2', troll.id, 30))
    time.now += day
    await ada.award(likes('3', troll.id))
    await ada.award(likes('4', bob.id))
    const { awards } = await server.revokeAwardsBy(troll.id, { since: start, preview: true })
    expect(awards.map(({ receiver, amount, withheld, at }) => [receiver, amount, withheld, at])).toEqual([
      [ada.id, 10, 0, start],
      [bob.id, 25, 5, start + 1],
      [ada.id, 10, 0, start + 1 + day],
    ])
    const later = await server.revokeAwardsBy(troll.id, { since: start + 2, preview: true })
    expect(later.awards).toHaveLength(1)
    expect([await counts(ada), await counts(bob)]).toEqual([30, 25])
  })

  it('takes back what counts, once, and tells how much', async () => {
    const { server, another, member, time, tenant } = opened(on)
    const [troll, ada, bob] = [await member(), await member(), await member()]
    await ada.award(likes('1', troll.id))
    await bob.award(likes('2', troll.id, 30))
    time.now += day
    await ada.award(likes('3', troll.id))
    await ada.award(likes('4', bob.id))
    const [one, two] = await Promise.all([
      server.revokeAwardsBy(troll.id, why),
      another().revokeAwardsBy(troll.id, { ...why, actor: 'staff:18' }),
    ])
    expect((one.points.respect ?? 0) + (two.points.respect ?? 0)).toBe(45)
    expect(await server.revokeAwardsBy({ login: troll.login }, why)).toEqual({
      revoked: 3,
      points: {},
      promoted: {},
      unreached: [],
    })
    expect([await counts(ada), await counts(bob)]).toEqual([10, 0])
    expect((await bob.statement('respect'))[0]).toMatchObject({ kind: 'reverse', reason: 'case:88' })
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('lets count what others had given and a cap had kept back', async () => {
    const { server, member, tenant } = opened(on)
    const [troll, ada, bob, cy] = [await member(), await member(), await member(), await member()]
    await ada.award(likes('1', troll.id, 25))
    await ada.award(likes('2', bob.id))
    await ada.award(likes('3', cy.id))
    expect(await counts(ada)).toBe(25)
    expect(await server.revokeAwardsBy(troll.id, why)).toMatchObject({
      points: { respect: 25 },
      promoted: { respect: 20 },
    })
    expect(await counts(ada)).toBe(20)
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('never lets count what the same giver had kept back beside it', async () => {
    const { server, member, tenant } = opened(on)
    const [troll, ada] = [await member(), await member()]
    for (const key of ['1', '2', '3', '4']) await ada.award(likes(key, troll.id))
    expect(await counts(ada)).toBe(25)
    expect(await server.revokeAwardsBy(troll.id, why)).toMatchObject({
      revoked: 4,
      points: { respect: 25 },
      promoted: {},
    })
    expect(await counts(ada)).toBe(0)
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('takes back what of it had come to count later', async () => {
    const { server, member, tenant } = opened(on)
    const [troll, other, ada] = [await member(), await member(), await member()]
    await ada.award(likes('1', other.id, 25))
    await ada.award(likes('2', troll.id))
    await server.revokeAwardsBy(other.id, why)
    expect(await counts(ada)).toBe(10)
    expect(await server.revokeAwardsBy(troll.id, why)).toMatchObject({ points: { respect: 10 } })
    expect(await counts(ada)).toBe(0)
    await server.revokeAwardsBy(other.id, why)
    expect(await counts(ada)).toBe(0)
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('leaves its mark for what has not come yet', async () => {
    const { server, another, member, store, tenant, settled } = opened(on)
    const [troll, ada] = [await member(), await member()]
    const failing: Store = {
      ...store,
      async store(of, steps) {
        if (steps.some(({ subject }) => subject === ada.id)) throw new Error('the connection is gone')
        return store.store(of, steps)
      },
    }
    await expect(another({ store: failing }).subject(ada.id).award(likes('1', troll.id))).rejects.toThrow()
    await settled()
    expect(await server.revokeAwardsBy(troll.id, { since: start, preview: true })).toMatchObject({
      awards: [{ receiver: ada.id, amount: 10, coming: true }],
    })
    expect(await server.revokeAwardsBy(troll.id, why)).toMatchObject({ revoked: 1, points: {} })
    await settled()
    expect(await server.dueWork()).toMatchObject({ delivered: 1 })
    expect(await counts(ada)).toBe(0)
    expect(await faultsIn(on.store, tenant)).toEqual([])
  })

  it('tells what it could not reach', async () => {
    const { server, member } = opened(on)
    const [troll, ada, bob] = [await member(), await member(), await member()]
    await ada.award(likes('1', troll.id))
    await bob.award(likes('2', troll.id))
    await ada.erase()
    expect(await server.revokeAwardsBy(troll.id, why)).toMatchObject({
      revoked: 1,
      unreached: [{ receiver: ada.id, amount: 10, code: 'erased' }],
    })
    expect(await counts(bob)).toBe(0)
  })

  it('leaves other currencies alone where one is named', async () => {
    const { server, member } = opened(on)
    const [troll, ada] = [await member(), await member()]
    await ada.award({ points: { respect: 5, thanks: 3 }, reason: 'post:1', key: '1', giver: troll.id })
    await server.revokeAwardsBy(troll.id, { ...why, currency: 'thanks' })
    expect([await counts(ada), (await ada.balance('thanks')).available]).toEqual([5, 0])
    await server.revokeAwardsBy(troll.id, why)
    expect(await counts(ada)).toBe(0)
  })
})
