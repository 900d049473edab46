import { enter } from '../../core/points/movement.js'
import type { Event } from '../../core/subject/event.js'
import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { type Desk, deskOf } from './desk.js'
import { at, awarding, buying, drawing, ending, erasing, events, learned, moving, uuid } from './steps.js'
import { told } from './told.js'

/** Two tenants in one store, with the very same ids, never see one another. */
export function tenantLaws({ law, store }: Case): void {
  law('keeps tenants apart, with one subject, one command and one login in both', async () => {
    const [subject, login, id] = [uuid(), uuid(), uuid()]
    const [one, other] = [deskOf(await store()), deskOf(await store())]
    same(
      await one.put(subject, nobody, [events(learned('email', 'one@b.ch')), awarding(1, { id })], { login }),
      'stored',
    )
    same((await other.find(subject, [id], login)).id, null)
    const two = [events(learned('email', 'two@b.ch')), awarding(2, { id, answer: 'two' })]
    same(await other.put(subject, nobody, two, { login }), 'stored')
    same(await one.act(subject, erasing()), 'stored')
    const found = await other.find(undefined, [id], login)
    same([found.id, found.login, found.subject.values], [subject, login, { email: 'two@b.ch' }])
    same([found.subject.points.bonus?.balance, found.answered[id]?.answer], [2, 'two'])
    same(
      (await other.store.statement(other.tenant, subject, 'bonus')).map(({ amount }) => amount),
      [2],
    )
  })

  law('keeps their ledgers apart, with the same names, keys, codes and tickets in both', async () => {
    const it = await store()
    const [subject, bought, giver] = [uuid(), uuid(), uuid()]
    const desks = [deskOf(it), deskOf(it)]
    const code = `code of ${bought}`
    const entered: Event = { type: 'entered', raffle: 'spring', ticket: 't', at }
    const given = moving(30, (account, why) => ({
      ...enter(account, 'award', why, { availableAt: at, expiresAt: at + 9 }),
      giver,
    }))
    for (const [n, { put }] of desks.entries()) {
      const said = [
        awarding(10 + n),
        given,
        buying(5 + n, {}, { id: bought }),
        events(entered, drawing('stock', n + 1, 9)),
      ]
      same(await put(subject, nobody, said), 'stored')
    }
    const [one, other] = desks as [Desk, Desk]
    same(await one.act(subject, ending('used', code)), 'stored')
    await it.forgetEntries(one.tenant, 'spring')
    await it.mark(one.tenant, 'chain', 'x')
    await it.keepRaffle(one.tenant, 'spring', { version: 1, body: 'x' })
    const found = await other.look({ coupon: code, counters: ['stock'], cites: [bought] })
    same(
      [found.id, found.subject.used, found.subject.cited[bought]?.coupons[0]?.state],
      [subject, { stock: 2 }, 'issued'],
    )
    same(
      found.subject.cited[bought]?.transfers.map(({ amount }) => amount),
      [6],
    )
    same(await it.entries(other.tenant, 'spring'), [{ ticket: 't', subject }])
    same([await it.marked(other.tenant, 'chain'), await it.raffle(other.tenant, 'spring')], [null, null])
    const { tenant } = other
    same(
      (await told(other)).entries.map(({ amount }) => amount),
      [11, 30, 6],
    )
    same(
      (await it.audit(tenant, null, 99)).map(({ account }) => account.balance),
      [35],
    )
    same(
      (await it.sums(tenant, { until: at + 1 })).map(({ amount }) => amount),
      [41, 6],
    )
    same((await it.givenBy(tenant, giver, 0)).length, 1)
    same(await it.due(tenant, { now: at, soon: at + 9, after: null, limit: 9 }), [subject])
    same((await it.ending(tenant, { from: at, until: at + 10 })).length, 1)
    const post = {
      subject,
      key: uuid(),
      hash: 'h',
      answer: null,
      kind: 'redeem',
      currency: 'bonus',
      amount: 1,
      reason: 'r',
    } as const
    same(await it.post(one.tenant, [{ ...post, at: await it.now() }]), ['posted'])
    same((await other.find(subject, [post.key])).answered, {})
    same(
      (await it.audit(tenant, null, 99)).map(({ account }) => account.balance),
      [35],
    )
  })

  law('knows nobody under a name that is almost the tenant’s', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(awarding(1))
    for (const near of ['', `${desk.tenant} `, desk.tenant.toUpperCase(), `${desk.tenant}%`])
      same((await deskOf(desk.store, near).find(subject)).id, null)
  })
}
