import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, erasing, events, learned, uuid } from './steps.js'

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

  law('knows nobody under a name that is almost the tenant’s', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(awarding(1))
    for (const near of ['', `${desk.tenant} `, desk.tenant.toUpperCase(), `${desk.tenant}%`])
      same((await deskOf(desk.store, near).find(subject)).id, null)
  })
}
