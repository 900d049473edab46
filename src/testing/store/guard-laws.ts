import { nobody } from '../../core/subject/subject.js'
import type { Stored } from '../../ports/store.js'
import { type Case, same } from './case.js'
import { type Desk, deskOf } from './desk.js'
import { awarding, erasing, events, learned, refusing, type Said, shown, spending, stepOf, uuid } from './steps.js'

const many = 16
const wins = (all: readonly Stored[]): number => all.filter((one) => one === 'stored').length

/** Everything that a store tells of somebody. */
async function picture({ store, tenant, find }: Desk, subject: string, commands: readonly string[]): Promise<unknown> {
  const { now: _, ...found } = await find(subject, commands)
  return [found, await store.statement(tenant, subject, 'bonus')]
}

/** All of a step or nothing, by one of many. */
export function guardLaws({ law, store }: Case): void {
  const stale: readonly (readonly [what: string, meanwhile: Said, said: Said])[] = [
    ['a version', events(shown), events(learned('email', 'stale@b.ch'))],
    ['an account', awarding(1), awarding(2)],
    ['an account that is spent from', awarding(1), spending(3)],
  ]
  for (const [what, meanwhile, said] of stale)
    law(`writes nothing where ${what} has moved`, async () => {
      const desk = deskOf(await store())
      const subject = await desk.member(events(learned('email', 'a@b.ch')), awarding(10))
      const { subject: read } = await desk.find(subject)
      same(await desk.act(subject, meanwhile), 'stored')
      const before = await picture(desk, subject, [said.id])
      same(await desk.put(subject, read, [said], { login: uuid() }), 'raced')
      same(await picture(desk, subject, [said.id]), before)
    })

  law('stores points though the subject has moved, and lets its news be', async () => {
    const { member, find, act, put } = deskOf(await store())
    const subject = await member(events(learned('email', 'a@b.ch')), awarding(10))
    const { subject: read } = await find(subject)
    await act(subject, events(learned('email', 'new@b.ch'), learned('name', 'A')))
    same(await put(subject, read, [awarding(5)]), 'stored')
    const { subject: now } = await find(subject)
    same(now.values, { email: 'new@b.ch', name: 'A' })
    same([now.version, now.points.bonus?.balance], [2, 15])
  })

  law('stores what concerns no points though an account has moved, and lets the points be', async () => {
    const { member, find, act, put } = deskOf(await store())
    const subject = await member(events(shown), awarding(10))
    const { subject: read } = await find(subject)
    await act(subject, awarding(5))
    same(await put(subject, read, [events(learned('email', 'a@b.ch'))]), 'stored')
    const { subject: now } = await find(subject)
    same([now.version, now.points.bonus?.balance, now.values.email], [2, 15, 'a@b.ch'])
  })

  const races: readonly (readonly [what: string, said: () => Said])[] = [
    ['changes', () => events(learned('email', 'a@b.ch'))],
    ['awards', () => awarding(3)],
    ['spends', () => spending(60)],
    ['refusals', () => refusing()],
  ]
  for (const [what, said] of races)
    law(`stores exactly one of ${many} concurrent ${what} from one reading`, async () => {
      const { member, find, put } = deskOf(await store())
      const subject = await member(events(shown), awarding(100))
      const { subject: read } = await find(subject)
      const all = Array.from({ length: many }, said)
      const stored = await Promise.all(all.map((one) => put(subject, read, [one])))
      same(wins(stored), 1)
      const { answered } = await find(
        subject,
        all.map(({ id }) => id),
      )
      same(
        Object.keys(answered),
        all.filter((_, n) => stored[n] === 'stored').map(({ id }) => id),
      )
    })

  law(`makes a new subject in exactly one of ${many} steps at once`, async () => {
    const { find, put } = deskOf(await store())
    const subject = uuid()
    const steps = Array.from({ length: many }, (_, n) => put(subject, nobody, [events(learned('n', n)), awarding(n)]))
    const stored = await Promise.all(steps)
    same(wins(stored), 1)
    const { subject: made } = await find(subject)
    same([made.version, made.values.n], [1, stored.indexOf('stored')])
  })

  law('makes a new subject by points alone, in one of many at once', async () => {
    const { find, put } = deskOf(await store())
    const subject = uuid()
    same(wins(await Promise.all(Array.from({ length: many }, () => put(subject, nobody, [awarding(4)])))), 1)
    const { id, subject: made } = await find(subject)
    same([id, made.version, made.points.bonus?.balance], [subject, 0, 4])
  })

  law('lets points in two currencies pass one another', async () => {
    const { find, put } = deskOf(await store())
    const subject = uuid()
    const both = [awarding(4), awarding(9, { currency: 'respect' })]
    same(wins(await Promise.all(both.map((said) => put(subject, nobody, [said])))), 2)
    const { points } = (await find(subject)).subject
    same([points.bonus?.balance, points.respect?.balance], [4, 9])
  })

  law('holds up no other step for one that raced', async () => {
    const { store: it, tenant, member, find, act } = deskOf(await store())
    const [a, b, c] = await Promise.all([member(events(shown)), member(events(shown)), member(events(shown))])
    const read = (await find(b)).subject
    await act(b, events(learned('email', 'first@b.ch')))
    const step = (id: string) => stepOf(id, read, [events(learned('email', 'later@b.ch')), awarding(1)])
    const fresh = uuid()
    const steps = [step(a), step(b), stepOf(fresh, nobody, [awarding(1)]), step(c)]
    same(await it.store(tenant, steps), ['stored', 'raced', 'stored', 'stored'])
    const found = await it.load(
      tenant,
      [a, b, fresh, c].map((subject) => ({ subject, commands: [] })),
    )
    same(
      found.map(({ subject }) => [subject.values.email, subject.points.bonus?.balance]),
      [
        ['later@b.ch', 1],
        ['first@b.ch', undefined],
        [undefined, 1],
        ['later@b.ch', 1],
      ],
    )
  })

  law('stores the first of two steps of one subject in a call', async () => {
    const { store: it, tenant, find } = deskOf(await store())
    const subject = uuid()
    const steps = [1, 2].map((n) => stepOf(subject, nobody, [events(learned('n', n))]))
    same(await it.store(tenant, steps), ['stored', 'raced'])
    same((await find(subject)).subject.values.n, 1)
  })

  law('loses none of many batches that overlap, and ends', async () => {
    const { store: it, tenant, member, find } = deskOf(await store())
    const ids = await Promise.all(Array.from({ length: 8 }, () => member(events(shown), awarding(1))))
    const once = async (seed: number): Promise<void> => {
      const order = [...ids, ...ids].slice(seed % 8, (seed % 8) + 8)
      let open = seed % 2 ? order : order.reverse()
      while (open.length > 0) {
        const read = await it.load(
          tenant,
          open.map((subject) => ({ subject, commands: [] })),
        )
        const steps = read.map((one, n) =>
          stepOf(open[n] as string, one.subject, [n % 3 ? awarding(1) : events(shown), awarding(1)]),
        )
        const stored = await it.store(tenant, steps)
        open = open.filter((_, n) => stored[n] === 'raced')
      }
    }
    await Promise.all(Array.from({ length: 6 }, (_, n) => once(n)))
    for (const id of ids) {
      const { version, points } = (await find(id)).subject
      // Each of the six batches booked two awards, or logged once and booked one.
      same((points.bonus?.seq ?? 0) - 1 + (version - 1), 12)
      same(points.bonus?.balance, points.bonus?.seq)
    }
  })

  law('gives no points to somebody who was erased meanwhile', async () => {
    const { member, find, act, put } = deskOf(await store())
    const [poor, rich] = [await member(events(shown)), await member(events(shown), awarding(9))]
    for (const subject of [poor, rich]) {
      const { subject: read } = await find(subject)
      same(await act(subject, erasing()), 'stored')
      same(await put(subject, read, [awarding(5)]), 'raced')
      same((await find(subject)).subject.points.bonus?.balance ?? 0, 0)
    }
  })

  law('erases nobody who got points meanwhile', async () => {
    const { member, find, act, put } = deskOf(await store())
    const subject = await member(events(shown), awarding(9))
    for (const meanwhile of [awarding(1), awarding(1, { currency: 'respect' })]) {
      const { subject: read } = await find(subject)
      await act(subject, meanwhile)
      same(await put(subject, read, [erasing()]), 'raced')
    }
    same(await act(subject, erasing()), 'stored')
    const { points } = (await find(subject)).subject
    same([points.bonus?.balance, points.respect?.balance], [0, 0])
  })

  law('throws at a step that contradicts itself, and writes nothing', async () => {
    const desk = deskOf(await store())
    const subject = uuid()
    const step = stepOf(subject, nobody, [events(shown)])
    const wrong = { ...step, after: { ...step.after, version: 7 } }
    const thrown = await desk.store.store(desk.tenant, [wrong]).catch((error: { code?: unknown }) => error.code)
    same(thrown, 'bad_step')
    same((await desk.find(subject)).id, null)
  })
}
