import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, erasing, events, learned, shown, uuid } from './steps.js'

/** A site's login leads to one subject, and a subject has one. */
export function loginLaws({ law, store }: Case): void {
  law('finds a subject by its login, whatever id is named with it', async () => {
    const { put, find, member } = deskOf(await store())
    const [subject, login] = [uuid(), uuid()]
    same(await put(subject, nobody, [events(shown)], { login }), 'stored')
    const other = await member(events(shown))
    const found = await Promise.all([find(undefined, [], login), find(other, [], login), find(subject)])
    same(
      found.map((one) => [one.id, one.login]),
      [
        [subject, login],
        [subject, login],
        [subject, login],
      ],
    )
  })

  law('goes by the id where the login is bound to nobody', async () => {
    const { find, member } = deskOf(await store())
    const subject = await member(events(shown))
    const { id, login } = await find(subject, [], uuid())
    same([id, login], [subject, null])
    same((await find(undefined, [], uuid())).id, null)
  })

  law('binds a login to somebody known, by points or by nothing else', async () => {
    const { find, member, put } = deskOf(await store())
    for (const said of [[events(shown)], [awarding(1)], []]) {
      const [subject, login] = [await member(events(shown), awarding(1)), uuid()]
      same(await put(subject, (await find(subject)).subject, said, { login }), 'stored')
      same((await find(undefined, [], login)).id, subject)
    }
  })

  law('binds a login once, of many new subjects at once', async () => {
    const { find, put } = deskOf(await store())
    const login = uuid()
    const subjects = Array.from({ length: 8 }, uuid)
    const stored = await Promise.all(
      subjects.map((subject) => put(subject, nobody, [events(learned('email', 'a@b.ch')), awarding(5)], { login })),
    )
    same(stored.filter((one) => one === 'stored').length, 1)
    same((await find(undefined, [], login)).id, subjects[stored.indexOf('stored')])
    const found = await Promise.all(subjects.map((subject) => find(subject)))
    same(
      found.map(({ id }) => id !== null),
      stored.map((one) => one === 'stored'),
    )
  })

  law('leaves a bound subject its login', async () => {
    const { find, put } = deskOf(await store())
    const [subject, login, other] = [uuid(), uuid(), uuid()]
    await put(subject, nobody, [events(shown)], { login })
    const { subject: read } = await find(subject)
    same(await put(subject, read, [events(learned('email', 'a@b.ch'))], { login: other }), 'raced')
    same(await put(subject, read, [events(learned('email', 'c@d.ch'))], { login }), 'stored')
    const { login: bound, subject: now } = await find(undefined, [], login)
    same([bound, now.values.email], [login, 'c@d.ch'])
    same((await find(undefined, [], other)).id, null)
  })

  law('unbinds the login of somebody erased, for anybody to take', async () => {
    const { find, put, act } = deskOf(await store())
    const [subject, next, login] = [uuid(), uuid(), uuid()]
    await put(subject, nobody, [events(shown)], { login })
    same(await act(subject, erasing()), 'stored')
    same((await find(undefined, [], login)).id, null)
    same((await find(subject)).login, null)
    same(await put(next, nobody, [events(shown)], { login }), 'stored')
    same((await find(undefined, [], login)).id, next)
  })
}
