import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { type Desk, deskOf } from './desk.js'
import { awarding, erasing, events, forgotten, learned, type Said, shown, stepOf, uuid } from './steps.js'

/** A subject's own key, and what its identifiers are found by. Both go with what they are of. */
export function keyLaws({ law, store }: Case): void {
  const whose = async ({ store: it, tenant }: Desk, ...hashes: readonly string[]) =>
    (await it.identified(tenant, hashes)).map(({ hash, subject }) => [hash, subject])

  const put = async ({ store: it, tenant, find }: Desk, subject: string, said: readonly Said[], more: object) => {
    const { subject: before } = await find(subject)
    return (await it.store(tenant, [stepOf(subject, before, said, more)]))[0]
  }

  law('keeps a subject’s key until another comes, or until they are erased', async () => {
    const desk = deskOf(await store())
    const { find, act } = desk
    const subject = uuid()
    const key = async () => (await find(subject)).key
    same(await key(), null)
    await put(desk, subject, [events(learned('email', 'x'))], { key: 'first "key"' })
    same(await key(), 'first "key"')
    await act(subject, events(shown), awarding(5))
    await act(subject, awarding(5))
    same(await key(), 'first "key"')
    same(await put(desk, subject, [], { key: 'second' }), 'stored')
    same([await key(), (await find(subject)).subject.version], ['second', 2])
    same(await put(desk, subject, [awarding(5)], { key: 'third' }), 'stored')
    same(await key(), 'third')
    await put(desk, subject, [erasing()], { key: 'fourth' })
    same(await key(), null)
  })

  law('keeps no key of a step that raced, and races where the subject has moved', async () => {
    const desk = deskOf(await store())
    const { find, act, member, store: it, tenant } = desk
    const subject = await member(events(shown), awarding(1))
    const { subject: read } = await find(subject)
    await act(subject, events(shown))
    const late = [[], [awarding(1)], [events(shown)]].map((said) => stepOf(subject, read, said, { key: 'late' }))
    for (const step of late) same(await it.store(tenant, [step]), ['raced'])
    same((await find(subject)).key, null)
    const { subject: now } = await find(subject)
    const steps = ['a', 'b', 'c', 'd'].map((key) => stepOf(subject, now, [events(learned('n', key))], { key }))
    const stored = await Promise.all(steps.map(async (step) => (await it.store(tenant, [step]))[0]))
    same(stored.filter((one) => one === 'stored').length, 1)
    const { key, subject: after } = await find(subject)
    same(key, after.values.n)
  })

  law('finds whose an identifier is, by its hash, of several people as well', async () => {
    const desk = deskOf(await store())
    const [a, b] = [uuid(), uuid()].sort() as [string, string]
    const said = () => [events(learned('email', 'x'), learned('phone', 'y'), learned('name', 'z'))]
    await put(desk, a, said(), { identifiers: { email: 'e1', phone: 'p1' } })
    await put(desk, b, said(), { identifiers: { email: 'e2', phone: 'p1' } })
    same(await whose(desk, 'p1', 'none', 'e2', 'p1'), [
      ['e2', b],
      ['p1', a],
      ['p1', b],
    ])
    same([await whose(desk), await whose(desk, 'none')], [[], []])
    same((await desk.store.identified(deskOf(desk.store).tenant, ['p1', 'e1'])).length, 0)
  })

  law('finds nobody by an identifier that was corrected, forgotten or never kept', async () => {
    const desk = deskOf(await store())
    const { act } = desk
    const subject = uuid()
    await put(desk, subject, [events(learned('email', 'x'), learned('phone', 'y'))], {
      identifiers: { email: 'e1', phone: 'p1' },
    })
    await act(subject, events(learned('name', 'z')), awarding(5))
    same(await whose(desk, 'e1', 'p1'), [
      ['e1', subject],
      ['p1', subject],
    ])
    await put(desk, subject, [events(learned('email', 'x2'))], { identifiers: { email: 'e2' } })
    same(await whose(desk, 'e1', 'e2'), [['e2', subject]])
    await act(subject, events(learned('email', 'x3')))
    same(await whose(desk, 'e1', 'e2'), [])
    await act(subject, events(forgotten('phone')))
    same(await whose(desk, 'p1'), [])
    const fleeting = [events(learned('login', 'l')), events(forgotten('login'))]
    await put(desk, subject, fleeting, { identifiers: { login: 'l1' } })
    same(await put(desk, subject, [events(shown)], { identifiers: { phone: 'p2' } }), 'stored')
    same(await whose(desk, 'l1', 'p2'), [])
    const late = stepOf(subject, nobody, [events(learned('email', 'x4'))], { identifiers: { email: 'e4' } })
    same(await desk.store.store(desk.tenant, [late]), ['raced'])
    same(await whose(desk, 'e4'), [])
  })

  law('gives an identifier to a value that stays as it is', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(events(learned('email', 'x')))
    same(await put(desk, subject, [events(shown)], { identifiers: { email: 'e1' } }), 'stored')
    same(await put(desk, subject, [events(shown)], { identifiers: { email: 'e2' } }), 'stored')
    same(await whose(desk, 'e1', 'e2'), [['e2', subject]])
    same((await desk.find(subject)).subject.values, { email: 'x' })
  })

  law('finds nobody erased by any identifier', async () => {
    const desk = deskOf(await store())
    const subject = uuid()
    await put(desk, subject, [events(learned('email', 'x'))], { identifiers: { email: 'e1' } })
    same(await desk.act(subject, erasing()), 'stored')
    same(await whose(desk, 'e1'), [])
  })
}
