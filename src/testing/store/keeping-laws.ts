import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, events, learned, shown, spending, stepOf, uuid } from './steps.js'

const many = 250

/** What was stored is what is loaded. */
export function keepingLaws({ law, store }: Case): void {
  law('finds nobody where nobody is', async () => {
    const { find } = deskOf(await store())
    const { id, subject, login, answered, now } = await find(uuid(), [uuid()])
    same({ id, subject, login, answered }, { id: null, subject: nobody, login: null, answered: {} })
    same(Number.isSafeInteger(now) && now > 0, true)
  })

  law('asks and stores nothing where nothing is wanted', async () => {
    const desk = deskOf(await store())
    same(await desk.store.load(desk.tenant, []), [])
    same(await desk.store.store(desk.tenant, []), [])
  })

  law('loads state, values, version and points as they were stored', async () => {
    const { put, find } = deskOf(await store())
    const subject = uuid()
    const granted = {
      type: 'granted',
      purpose: 'club',
      field: 'email',
      basis: 'contract',
      offer: 'membership',
    } as const
    const said = [
      events(
        learned('email', 'a@b.ch'),
        { ...granted, at: 1, until: 9, command: uuid() },
        { type: 'paid', field: 'email' },
      ),
      awarding(500),
      spending(120),
      events({ type: 'objected', purpose: 'fit', at: 1, command: uuid() }),
    ]
    same(await put(subject, nobody, said), 'stored')
    const found = await find(subject)
    same(found.id, subject)
    same(found.subject, stepOf(subject, nobody, said).after)
    same(found.subject.version, 2)
  })

  law('goes on from what it loaded', async () => {
    const { act, find, member } = deskOf(await store())
    const subject = await member(events(learned('email', 'a@b.ch')), awarding(5))
    same(await act(subject, events(learned('email', 'c@d.ch'), learned('terrain', ['alpine'])), awarding(7)), 'stored')
    same(await act(subject, spending(6)), 'stored')
    const found = (await find(subject)).subject
    same(found.values, { email: 'c@d.ch', terrain: ['alpine'] })
    same(found.version, 2)
    same(found.points.bonus?.balance, 6)
  })

  law('keeps any JSON, and any name of a field, to the letter', async () => {
    const { find, member } = deskOf(await store())
    const values = {
      text: 'Zürich \u0000 \ud800 \u2028 "\\" 😀',
      empty: '',
      nothing: null,
      numbers: [0, -1.5, 1e-7, Number.MAX_SAFE_INTEGER],
      nested: { b: [{}], a: true },
      constructor: 1,
      ['__proto__']: 2,
    }
    const subject = await member(events(...Object.entries(values).map(([field, value]) => learned(field, value))))
    same(
      JSON.stringify(Object.entries((await find(subject)).subject.values).sort()),
      JSON.stringify(Object.entries(values).sort()),
    )
  })

  law(`serves ${many} subjects in one call, in the order asked`, async () => {
    const { store: it, tenant } = deskOf(await store())
    const ids = Array.from({ length: many }, uuid)
    const steps = ids.map((id, n) => stepOf(id, nobody, [events(learned('n', n)), awarding(n)]))
    same(
      await it.store(tenant, steps),
      ids.map(() => 'stored'),
    )
    const asked = [...ids].reverse().flatMap((subject) => [
      { subject, commands: [] },
      { subject: uuid(), commands: [] },
    ])
    const found = await it.load(tenant, asked)
    const expected = ids
      .map((id, n) => [id, n, n])
      .reverse()
      .flatMap((one) => [one, [null, undefined, undefined]])
    same(
      found.map(({ id, subject }) => [id, subject.values.n, subject.points.bonus?.balance]),
      expected,
    )
  })

  law('knows a subject by its id in capitals', async () => {
    const { find, member } = deskOf(await store())
    const subject = await member(events(shown))
    same((await find(subject.toUpperCase())).id, subject)
  })

  law('can be migrated again, by many at once', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(events(shown))
    await Promise.all(Array.from({ length: 4 }, () => desk.store.migrate()))
    same((await desk.find(subject)).id, subject)
  })
}
