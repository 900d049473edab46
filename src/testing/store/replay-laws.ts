import type { Json } from '../../core/json.js'
import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, events, refusing, type Said, shown, stepOf, uuid } from './steps.js'

/** Nothing twice: a command's id is taken once, and its first answer stays. */
export function replayLaws({ law, store }: Case): void {
  const answer: Json = {
    z: 'first by order, not by name',
    a: { '10': 1, b: null, text: 'Zürich \u0000 \udfff "\\"', deep: [[], {}, [{ y: 1, x: 2 }]] },
    n: [0, -1.5, 1e-7, Number.MAX_SAFE_INTEGER],
  }
  const kinds: readonly (readonly [what: string, said: (id: string) => Said])[] = [
    ['a change', (id) => ({ ...events(shown), id, answer })],
    ['a refusal', (id) => refusing({ id, answer })],
    ['points alone', (id) => awarding(5, { id, answer })],
    ['no points', (id) => awarding(0, { id, answer })],
    ['a command that changed nothing', (id) => ({ ...events(), id, answer })],
  ]
  for (const [what, said] of kinds)
    law(`answers a replay of ${what} as the first time, to the letter`, async () => {
      const { member, act, find } = deskOf(await store())
      const id = uuid()
      const subject = await member(said(id))
      await act(subject, events(shown), awarding(1))
      const { answered } = await find(subject, [uuid(), id])
      same(Object.keys(answered), [id])
      same(answered[id]?.hash, `hash of ${id}`)
      same(JSON.stringify(answered[id]?.answer), JSON.stringify(answer))
    })

  law('tells the answers that are asked for and no other', async () => {
    const { member, find } = deskOf(await store())
    const all = [events(shown), awarding(1), refusing()]
    const subject = await member(...all)
    same((await find(subject)).answered, {})
    const ids = all.map(({ id }) => id)
    same(Object.keys((await find(subject, ids)).answered).sort(), [...ids].sort())
  })

  law('knows a command by its id in capitals', async () => {
    const { member, find } = deskOf(await store())
    const said = events(shown)
    const subject = await member(said)
    same(Object.keys((await find(subject, [said.id.toUpperCase()])).answered), [said.id.toUpperCase()])
  })

  law('lets two subjects use one id', async () => {
    const { member, find } = deskOf(await store())
    const id = uuid()
    const subjects = [
      await member(awarding(1, { id, answer: 'a' })),
      await member({ ...events(shown), id, answer: 'b' }),
    ]
    const found = await Promise.all(subjects.map((subject) => find(subject, [id])))
    same(
      found.map(({ answered }) => answered[id]?.answer),
      ['a', 'b'],
    )
  })

  law('takes an id once, whichever way it was decided', async () => {
    const { member, find, put } = deskOf(await store())
    const ways: readonly ((id: string) => Said)[] = [
      (id) => refusing({ id }),
      (id) => awarding(5, { id }),
      (id) => awarding(5, { id, currency: 'respect' }),
    ]
    for (const first of ways)
      for (const second of ways) {
        const id = uuid()
        const subject = await member(events(shown), awarding(1), awarding(1, { currency: 'respect' }))
        const { subject: read } = await find(subject)
        same(await put(subject, read, [first(id)]), 'stored')
        same(await put(subject, read, [second(id)]), 'raced')
      }
  })

  law('takes an id once, of both ways at once', async () => {
    const { member, find, put } = deskOf(await store())
    for (let round = 0; round < 20; round++) {
      const id = uuid()
      const subject = await member(events(shown), awarding(1), awarding(1, { currency: 'respect' }))
      const { subject: read } = await find(subject)
      const ways = [refusing({ id }), awarding(5, { id }), awarding(5, { id, currency: 'respect' })]
      const stored = await Promise.all(ways.map((said) => put(subject, read, [said])))
      same(stored.filter((one) => one === 'stored').length, 1)
    }
  })

  law('takes an id once, where a batch holds others', async () => {
    const { store: it, tenant, member, find } = deskOf(await store())
    const id = uuid()
    const subject = await member(awarding(1), awarding(1, { currency: 'respect' }))
    const { subject: read } = await find(subject)
    await it.store(tenant, [stepOf(subject, read, [awarding(5, { id })])])
    const other = uuid()
    const steps = [
      stepOf(subject, read, [awarding(5, { id, currency: 'respect' })]),
      stepOf(other, nobody, [awarding(5)]),
    ]
    same(await it.store(tenant, steps), ['raced', 'stored'])
    same((await find(other)).subject.points.bonus?.balance, 5)
  })
}
