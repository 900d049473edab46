import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/ports/store.js'
import { completeHalves } from '../../src/server/calls/complete-halves.js'
import { openDesk } from '../../src/server/open-desk.js'
import { club, policy } from './support/club.js'
import { secret } from './support/device.js'
import { no, opened } from './support/members.js'
import { ledgers, type Opened } from './support/stores.js'

const why = (key: string) => ({ reason: key, key })
const respect = (amount: number) => ({ points: { respect: amount } })

describe.each(ledgers)('what concerns two people, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  /** A store that fails once the first half is stored. */
  const breaking = (inner: Store) => {
    const state = { left: Number.POSITIVE_INFINITY }
    const broken: Store = {
      ...inner,
      async store(tenant, steps) {
        if (state.left-- <= 0) throw new Error('the power is out')
        return inner.store(tenant, steps)
      },
    }
    return { state, store: broken }
  }

  describe('respect on somebody’s word', () => {
    it('is accepted, and never said to be credited, whatever a cap leaves of it', async () => {
      const { member } = opened(store)
      const [receiver, one, two] = [await member(), await member(), await member()]
      const first = await receiver.award({ ...respect(20), giver: one.id, ...why('a') })
      const second = await receiver.award({ ...respect(20), giver: { login: two.login }, ...why('b') })
      expect(first).toEqual({ ok: true, subject: receiver.id, known: false, outcome: { accepted: true } })
      expect(second).toEqual(first)
      expect(await receiver.balance('respect')).toMatchObject({ available: 25 })
      expect(
        (await receiver.statement('respect')).map(({ kind, amount, withheld }) => [kind, amount, withheld]),
      ).toEqual([
        ['suppress', 0, 15],
        ['award', 5, undefined],
        ['award', 20, undefined],
      ])
      expect((await two.statement('respect')).map(({ kind, amount }) => [kind, amount])).toEqual([['endorse', 20]])
    })

    it('a replay is answered as at first, and counts for nobody again', async () => {
      const { member } = opened(store)
      const [receiver, giver] = [await member(), await member()]
      const award = { ...respect(10), giver: giver.id, ...why('a') }
      const first = await receiver.award(award)
      expect(await receiver.award(award)).toEqual({ ...first, known: true })
      expect(await receiver.award({ ...award, ...respect(11) })).toMatchObject(no('id_reused'))
      expect(await receiver.balance('respect')).toMatchObject({ available: 10 })
      expect(await giver.statement('respect')).toHaveLength(1)
    })

    it('what the giver may not give is not done, and that is the answer, again too', async () => {
      const { member } = opened(store)
      const [receiver, other, giver] = [await member(), await member(), await member()]
      expect(await receiver.award({ ...respect(20), giver: giver.id, ...why('a') })).toMatchObject({ ok: true })
      const toOne = { ...respect(1), giver: giver.id, ...why('b') }
      const said = await receiver.award(toOne)
      expect(said).toMatchObject({ ...no('over_limit'), known: false })
      expect(await receiver.award(toOne)).toEqual({ ...said, known: true })
      expect(await other.award({ ...respect(10), giver: giver.id, ...why('a') })).toMatchObject({ ok: true })
      expect(await other.award({ ...respect(1), giver: giver.id, ...why('b') })).toMatchObject(no('over_limit'))
      expect(await receiver.balance('respect')).toMatchObject({ available: 20 })
      expect(await receiver.statement('respect')).toHaveLength(1)
    })

    it('two receivers with the same key are two awards', async () => {
      const { member } = opened(store)
      const [one, two, giver] = [await member(), await member(), await member()]
      for (const receiver of [one, two])
        expect(await receiver.award({ ...respect(5), giver: giver.id, ...why('welcome') })).toMatchObject({ ok: true })
      expect(await one.balance('respect')).toMatchObject({ available: 5 })
      expect(await two.balance('respect')).toMatchObject({ available: 5 })
    })

    it('by a deed counts likewise', async () => {
      const { member } = opened(store)
      const [receiver, giver] = [await member(), await member()]
      const said = await receiver.did('liked', { giver: { login: giver.login }, ...why('post:3') })
      expect(said).toMatchObject({ ok: true, outcome: { accepted: true } })
      expect(said.ok && said.outcome.points).toBeUndefined()
      expect(await receiver.balance('respect')).toMatchObject({ available: 10 })
      const much = await receiver.did('liked', { count: 2, giver: giver.id, ...why('post:4') })
      expect(much).toMatchObject(no('over_limit'))
    })

    it('nobody gives it to themselves, and nobody unknown gives it', async () => {
      const { member } = opened(store)
      const one = await member()
      const self = { ...respect(1), giver: { login: one.login }, ...why('a') }
      expect(await one.award(self)).toMatchObject({ ...no('self_award'), known: false })
      expect(await one.award(self)).toMatchObject({ ...no('self_award'), known: true })
      expect(await one.did('liked', { giver: one.id, ...why('b') })).toMatchObject(no('self_award'))
      expect(await one.award({ ...respect(1), giver: crypto.randomUUID(), ...why('c') })).toMatchObject(
        no('no_subject'),
      )
      // Of a login that nobody met yet, there is somebody to meet.
      expect(await one.award({ ...respect(1), giver: { login: 'a reader' }, ...why('d') })).toMatchObject({ ok: true })
    })

    it('whoever cannot be refused on the receiver’s side is not asked for their word', async () => {
      const { member } = opened(store)
      const [receiver, giver] = [await member(), await member()]
      const award = { giver: giver.id, ...why('a') }
      expect(await receiver.award({ points: { respect: 5, gold: 1 } as never, ...award })).toMatchObject(
        no('unknown_currency'),
      )
      expect(await giver.statement('respect')).toEqual([])
    })

    it('comes with the points of another currency, which are told', async () => {
      const { member } = opened(store)
      const [receiver, giver] = [await member(), await member()]
      const said = await receiver.award({ points: { bonus: 3, respect: 5 }, giver: giver.id, ...why('a') })
      expect(said).toMatchObject({
        outcome: { accepted: true, points: [{ currency: 'bonus', kind: 'award', amount: 3 }] },
      })
    })

    it('of somebody who is erased since is answered as at first', async () => {
      const { member } = opened(store)
      const [receiver, giver] = [await member(), await member()]
      const award = { ...respect(5), giver: giver.id, ...why('a') }
      const first = await receiver.award(award)
      await giver.erase()
      expect(await receiver.award(award)).toEqual({ ...first, known: true })
      expect(await receiver.award({ ...award, ...why('b') })).toMatchObject(no('erased'))
    })

    it('that is taken back lets count what a cap had kept back of that day', async () => {
      const { member, server } = opened(store)
      const [receiver, one, two, three] = [await member(), await member(), await member(), await member()]
      await receiver.award({ ...respect(20), giver: one.id, ...why('a') })
      await receiver.award({ ...respect(20), giver: two.id, ...why('b') })
      await receiver.did('liked', { giver: three.id, ...why('c') })
      expect(await receiver.balance('respect')).toMatchObject({ available: 25 })
      expect(await receiver.reverse({ of: 'a', ...why('x') })).toMatchObject({ ok: true })
      // 15 of the one and 5 of the other had been kept back.
      expect(await receiver.balance('respect')).toMatchObject({ available: 25 })
      const [said] = await server.bulk([
        {
          subject: { login: receiver.login },
          calls: [
            { type: 'reverse', of: 'b', ...why('y') },
            { type: 'reverse', of: 'c', ...why('z') },
          ],
        },
      ])
      expect(said?.map(({ ok }) => ok)).toEqual([true, true])
      expect(await receiver.balance('respect')).toMatchObject({ available: 0 })
    })

    it('in bulk, a giver’s day is one', async () => {
      const { server, member } = opened(store)
      const [one, two, giver] = [await member(), await member(), await member()]
      const like = (key: string) => ({ type: 'award' as const, ...respect(10), giver: giver.id, ...why(key) })
      const said = await server.bulk([
        { subject: one.id, calls: [like('a'), like('b'), like('c')] },
        { subject: two.id, calls: [like('a')] },
      ])
      expect(said.flat().map((one) => (one.ok ? 'ok' : one.error.code))).toEqual(['ok', 'ok', 'over_limit', 'ok'])
    })
  })

  describe('a gift', () => {
    it('leaves the one and reaches the other', async () => {
      const { member, server } = opened(store)
      const [one, two] = [await member(100), await member()]
      const gift = { to: { login: two.login }, points: { bonus: 60 }, ...why('gift') }
      const said = await one.give(gift)
      expect(said).toEqual({
        ok: true,
        subject: one.id,
        known: false,
        outcome: { points: [{ currency: 'bonus', kind: 'give', amount: 60 }] },
      })
      expect(await one.give(gift)).toEqual({ ...said, known: true })
      expect(await one.balance('bonus')).toMatchObject({ available: 40 })
      expect(await two.balance('bonus')).toMatchObject({ available: 60 })
      expect((await two.statement('bonus'))[0]).toMatchObject({ kind: 'credit', code: 'gift', reason: 'gift' })
      expect(await one.give({ ...gift, ...why('more') })).toMatchObject(no('not_enough_points'))
      expect(await one.give({ ...gift, to: one.id, ...why('self') })).toMatchObject(no('self_award'))
      // A friend who is new is met with it.
      expect(await one.give({ ...gift, to: { login: 'a friend' }, points: { bonus: 5 }, ...why('new') })).toMatchObject(
        {
          ok: true,
        },
      )
      expect(await server.subject({ login: 'a friend' }).balance('bonus')).toMatchObject({ available: 5 })
    })

    it('two givers with the same key give twice', async () => {
      const { member } = opened(store)
      const [one, two, three] = [await member(10), await member(10), await member()]
      for (const giver of [one, two])
        expect(await giver.give({ to: three.id, points: { bonus: 10 }, ...why('xmas') })).toMatchObject({ ok: true })
      expect(await three.balance('bonus')).toMatchObject({ available: 20 })
    })

    it('takes nothing where nobody is there to receive it', async () => {
      const { member } = opened(store)
      const [one, two] = [await member(100), await member()]
      await two.erase()
      const gift = { points: { bonus: 60 }, ...why('gift') }
      expect(await one.give({ to: crypto.randomUUID(), ...gift })).toMatchObject(no('no_subject'))
      expect(await one.give({ to: two.id, ...gift })).toMatchObject(no('erased'))
      expect(await one.balance('bonus')).toMatchObject({ available: 100 })
    })

    it('twenty gifts of all points at once are one', async () => {
      const { member } = opened(store)
      const [one, two] = [await member(100), await member()]
      const gifts = Array.from({ length: 20 }, (_, n) => ({ to: two.id, points: { bonus: 100 }, ...why(`gift:${n}`) }))
      const insist = async (gift: (typeof gifts)[number]): Promise<{ readonly ok: boolean }> => {
        try {
          return await one.give(gift)
        } catch (error) {
          if ((error as { code?: string }).code === 'busy') return insist(gift)
          throw error
        }
      }
      const said = await Promise.all(gifts.map(insist))
      expect(said.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await one.balance('bonus')).toMatchObject({ available: 0 })
      expect(await two.balance('bonus')).toMatchObject({ available: 100 })
    })
  })

  describe('a crash between the halves', () => {
    it('is completed by the same call again', async () => {
      const broken = breaking(store.store)
      const { member } = opened({ store: broken.store })
      const [one, two] = [await member(100), await member()]
      const gift = { to: two.id, points: { bonus: 60 }, ...why('gift') }
      broken.state.left = 1
      await expect(one.give(gift)).rejects.toMatchObject({ code: 'store_failed' })
      broken.state.left = Number.POSITIVE_INFINITY
      expect(await two.balance('bonus')).toMatchObject({ available: 0 })
      expect(await one.give(gift)).toMatchObject({ ok: true, known: true })
      expect(await one.balance('bonus')).toMatchObject({ available: 40 })
      expect(await two.balance('bonus')).toMatchObject({ available: 60 })
    })

    it('is completed from the ledger alone, once, and the call is answered as if nothing had been', async () => {
      const broken = breaking(store.store)
      const { member, tenant } = opened({ store: broken.store })
      const [one, two] = [await member(100), await member()]
      const gift = { to: two.id, points: { bonus: 60 }, ...why('gift') }
      const award = { points: { bonus: 2, respect: 5 }, giver: { login: one.login }, ...why('like') }
      const like = { giver: one.id, ...why('post:3') }
      for (const call of [() => one.give(gift), () => two.award(award), () => two.did('liked', like)]) {
        broken.state.left = 1
        await expect(call()).rejects.toMatchObject({ code: 'store_failed' })
      }
      broken.state.left = Number.POSITIVE_INFINITY
      expect(await two.balance('respect')).toMatchObject({ available: 0 })
      const desk = openDesk({ program: club as never, policy, secrets: [secret], tenant, store: store.store })
      // Whatever else runs on the same PostgreSQL may hold up what the feed calls settled.
      const entries = await vi.waitFor(
        async () => {
          const { entries } = await store.store.feed(tenant, null, 100)
          expect(entries.filter(({ kind }) => kind === 'give' || kind === 'endorse')).toHaveLength(3)
          return entries
        },
        { timeout: 30_000 },
      )
      const done = await completeHalves(desk, entries)
      expect(done.map(({ answer, known }) => [answer.ok, known])).toEqual(Array(3).fill([true, false]))
      const again = await completeHalves(desk, entries)
      expect(again.map(({ answer, known }) => [answer.ok, known])).toEqual(Array(3).fill([true, true]))
      expect(await two.balance('bonus')).toMatchObject({ available: 62 })
      expect(await two.balance('respect')).toMatchObject({ available: 15 })
      const accepted = { ok: true, known: true, outcome: { accepted: true } }
      expect(await two.award(award)).toMatchObject(accepted)
      expect(await two.did('liked', like)).toMatchObject(accepted)
      expect(await one.give(gift)).toMatchObject({ ok: true, known: true })
      expect(await two.balance('bonus')).toMatchObject({ available: 62 })
    })
  })
})
