import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { club } from './support/club.js'
import { device } from './support/device.js'
import { no, opened } from './support/members.js'
import { ledgers, type Opened } from './support/stores.js'

const why = (key: string) => ({ reason: key, key })

describe.each(ledgers)('what needs no decision, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  /** A server whose posts are counted; with `slow`, the store decides everything. */
  const counted = (slow = false, options = {}) => {
    const posts: string[] = []
    const counting: Store = {
      ...store.store,
      async post(tenant, all) {
        const said = slow ? all.map(() => 'decide' as const) : await store.store.post(tenant, all)
        posts.push(...said)
        return said
      },
    }
    return { ...opened({ store: counting }, options), posts }
  }

  it('is booked in one round trip', async () => {
    const { member, seen, posts } = counted()
    const one = await member(100)
    posts.length = 0
    const [loads, stores] = [seen.loads.length, seen.stores]
    const award = { points: { bonus: 5 }, actor: 'till:3', ...why('order:1') }
    expect(await one.award(award)).toMatchObject({ ok: true, known: false })
    expect(await one.spend({ points: { bonus: 7 }, ...why('order:2') })).toMatchObject({ ok: true })
    expect(await one.redeem('tour', { key: 'order:3' })).toMatchObject({ ok: true })
    expect(posts).toEqual(['posted', 'posted', 'posted'])
    expect([seen.loads.length, seen.stores]).toEqual([loads, stores])
    expect(await one.balance('bonus')).toMatchObject({ available: 88 })
    expect(await one.award(award)).toMatchObject({ ok: true, known: true })
  })

  it('says and books what deciding would have, to the byte', async () => {
    const told = async (slow: boolean) => {
      const { member } = counted(slow)
      const one = await member(100)
      await one.award({ points: { miles: 50 }, ...why('miles') })
      const later = Date.UTC(2100, 0, 1)
      const calls = [
        () => one.award({ points: { bonus: 5 }, ...why('a') }),
        () => one.award({ points: { bonus: 5 }, actor: 'till:3', availableAt: later, ...why('b') }),
        () => one.award({ points: { miles: 9 }, partner: 'railway', ...why('c') }),
        () => one.spend({ points: { bonus: 7 }, actor: 'till:3', ...why('d') }),
        () => one.spend({ points: { miles: 7 }, partner: 'railway', ...why('e') }),
        () => one.redeem('tour', { key: 'f' }),
      ]
      const answers: unknown[] = []
      for (const call of calls) answers.push({ ...(await call()), subject: '' })
      for (const call of calls) answers.push({ ...(await call()), subject: '' })
      const timeless = ({ at, lot, ...rest }: { at: number; lot?: { expiresAt: number } }) => ({
        ...rest,
        ...(lot && { expiresAt: lot.expiresAt }),
        isNow: Math.abs(at - Date.now()) < 60_000,
      })
      const lines = [...(await one.statement('bonus')), ...(await one.statement('miles'))].map(timeless)
      const accounts = Object.values((await one.state())?.points ?? {}).map(({ seq, balance, held, debt, lots }) => ({
        ...{ seq, balance, held, debt },
        lots: lots.map(({ availableAt, ...rest }) => ({ ...rest, isLate: availableAt === later })),
      }))
      return JSON.stringify({ answers, lines, accounts }, null, 1)
    }
    expect(await told(false)).toBe(await told(true))
  })

  it('is left to a decision wherever there is something to decide', async () => {
    const { member, posts, server } = counted()
    const one = await member(100)
    const newer = server.subject({ login: 'nobody yet' })
    posts.length = 0
    expect(await newer.award({ points: { bonus: 5 }, ...why('a') })).toMatchObject({ ok: true })
    expect(await one.award({ points: { miles: 5 }, ...why('new account') })).toMatchObject({ ok: true })
    expect(await one.spend({ points: { bonus: 101 }, ...why('too much') })).toMatchObject(no('not_enough_points'))
    await one.hold({ points: { bonus: 10 }, for: 'PT1M', ...why('cart') })
    expect(await one.award({ points: { bonus: 5 }, ...why('held') })).toMatchObject({ ok: true })
    await one.release({ hold: 'cart', ...why('emptied') })
    await one.freeze({ actor: 'a', ...why('freeze') })
    expect(await one.spend({ points: { bonus: 5 }, ...why('frozen') })).toMatchObject(no('frozen'))
    expect(posts).toEqual(Array(5).fill('decide'))
    await one.thaw({ actor: 'a', ...why('thaw') })
    await one.erase()
    posts.length = 0
    expect(await server.subject(one.id).award({ points: { bonus: 5 }, ...why('gone') })).toMatchObject(no('erased'))
    expect(posts).toEqual(['decide'])
  })

  it('is not even tried where the program or the policy has something to say', async () => {
    const { member, posts } = counted(false, { policy: { maxAward: { bonus: 1_000 } } })
    const one = await member(500)
    posts.length = 0
    expect(await one.award({ points: { bonus: 1_001 }, ...why('a') })).toMatchObject(no('over_limit'))
    expect(await one.award({ points: { bonus: 5 }, qualifies: true, ...why('b') })).toMatchObject({ ok: true })
    expect(await one.award({ points: { bonus: 5, miles: 5 }, ...why('c') })).toMatchObject({ ok: true })
    expect(await one.award({ points: { bonus: 0 }, ...why('d') })).toMatchObject({ ok: true })
    for (const reward of ['voucher', 'lamp', 'mug'] as const)
      expect(await one.redeem(reward, { key: reward })).toMatchObject({ ok: true })
    expect(posts).toEqual([])
  })

  it('goes in bulk, and keeps each person’s order', async () => {
    const { server, member, posts, seen } = counted()
    const people = [await member(10), await member(10), await member(10)]
    posts.length = 0
    const [loads, stores] = [seen.loads.length, seen.stores]
    const award = (key: string) => ({ type: 'award' as const, points: { bonus: 1 }, ...why(key) })
    const said = await server.bulk([
      ...people.map(({ login }) => ({ subject: { login }, calls: [award('a'), award('b')] })),
      { subject: people[0]?.id as string, calls: [] },
    ])
    expect(said.flat().every(({ ok, known }) => ok && !known)).toBe(true)
    expect(posts).toEqual(Array(6).fill('posted'))
    expect([seen.loads.length, seen.stores]).toEqual([loads, stores])
    // Spent before it is awarded, so it has to be refused.
    const [ordered] = await server.bulk([
      {
        subject: people[0]?.id as string,
        calls: [{ type: 'spend', points: { bonus: 13 }, ...why('s') }, award('c')],
      },
    ])
    expect(ordered?.map(({ ok }) => ok)).toEqual([false, true])
    const [twice] = await server.bulk([
      { subject: people[1]?.id as string, calls: [award('k'), award('k'), award('a')] },
    ])
    expect(twice?.map(({ ok, known }) => [ok, known])).toEqual([
      [true, false],
      [true, true],
      [true, true],
    ])
    expect(await people[1]?.balance('bonus')).toMatchObject({ available: 13 })
  })

  it('finds the subject of a login that a device made', async () => {
    const { server, posts } = counted(false, { authenticate: () => ({ id: 'user-17' }) })
    const page = device(server, club)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const member = server.subject({ login: 'user-17' })
    const said = [
      await member.award({ points: { bonus: 1 }, ...why('a') }),
      await member.award({ points: { bonus: 1 }, ...why('b') }),
    ]
    expect(said).toMatchObject([
      { ok: true, subject },
      { ok: true, subject },
    ])
    expect(posts).toEqual(['decide', 'posted'])
    expect(await member.balance('bonus')).toMatchObject({ available: 502 })
    await member.erase()
    const erased = { ok: false, error: { code: 'suppressed' } }
    expect(await member.award({ points: { bonus: 1 }, ...why('c') })).toMatchObject(erased)
    expect(posts).toEqual(['decide', 'posted', 'decide'])
  })
})
