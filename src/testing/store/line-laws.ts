import { nobody } from '../../core/subject/subject.js'
import type { Line } from '../../ports/record.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { happened, placeOf } from './happened.js'
import { at, awarding, buying, erasing, events, learned, refusing, shown, spending, stepOf, uuid } from './steps.js'
import { story, transfersOf } from './story.js'

const transferIn = (line: Line) => (line.kind === 'transfer' ? [line.transfer] : [])

/** What happened is told in an order, log and ledger together, each line once, to whoever remembers how far they came. */
export function lineLaws({ law, store }: Case): void {
  law('tells how a command was said, when it was recorded, and what it led to', async () => {
    const desk = deskOf(await store())
    const { store: it, tenant, put } = desk
    const [subject, first, second] = [uuid(), uuid(), uuid()]
    const notice = { hash: 'h', version: 3, language: 'de', variant: 'b' }
    const how = { type: 'enrol', touchpoint: 'till', givenAt: 7, act: 'staff', notice, actor: 'staff:17' } as const
    const granted = {
      type: 'granted',
      purpose: 'club',
      field: 'email',
      basis: 'contract',
      offer: 'membership',
      at,
      until: at + 9,
      terms: 't',
      command: first,
    } as const
    const said = [
      { ...events(learned('email', 'a@b.ch'), granted), id: first, how, commitments: { email: 'c' } },
      { ...refusing({ id: second.toUpperCase() }), how: { ...how, medium: 'phone', reference: 'box "3"' } },
    ]
    const before = await it.now()
    same(await put(subject, nobody, said), 'stored')
    const after = await it.now()
    const { lines } = await happened(desk, 2)
    same(
      lines.map((line) => line.kind === 'log' && before <= line.at && line.at <= after),
      [true, true],
    )
    const kept = { ...learned('email', 'a@b.ch'), value: undefined, commitment: 'c' }
    const log = { kind: 'log', subject }
    same(
      lines.map((line) => ({ ...line, at })),
      [
        { ...log, version: 1, command: first, at, said: how, events: [kept, granted] },
        {
          ...log,
          version: 2,
          command: second,
          at,
          said: { ...how, medium: 'phone', reference: 'box "3"' },
          events: [],
        },
      ],
    )
    same(await it.history(tenant, subject), lines)
  })

  law('tells log and ledger of all, with all their parts, each line once, whatever the page', async () => {
    const desk = deskOf(await store())
    const said = Array.from({ length: 3 }, () => [events(learned('n', 1)), ...story(), events(shown)])
    const ids = said.map(() => uuid())
    for (const [n, id] of ids.entries()) await desk.put(id, nobody, said[n] ?? [])
    const booked = ids.map((id, n) => transfersOf(stepOf(id, nobody, said[n] ?? [])))
    const count = booked.flat().length + 3 * 3
    for (const limit of [1, 7, 1000]) {
      const { lines } = await happened(desk, count, { limit })
      same([lines.length, new Set(lines.map(placeOf)).size], [count, count])
      for (const [n, subject] of ids.entries()) {
        const own = lines.filter((line) => line.subject === subject)
        same(
          own.flatMap((line) => (line.kind === 'log' ? [line.version] : [])),
          [1, 2, 3],
        )
        for (const currency of ['bonus', 'respect', 'miles'])
          same(
            own.flatMap(transferIn).filter((one) => one.currency === currency),
            booked[n]?.filter((one) => one.currency === currency),
          )
      }
    }
  })

  law('tells what was stored at once by subject, each its log before its ledger, by number', async () => {
    const desk = deskOf(await store())
    const ids = Array.from({ length: 5 }, uuid)
    const life = () => [awarding(1, { currency: 'respect' }), events(shown), awarding(2), spending(1), refusing()]
    const steps = ids.map((id) => stepOf(id, nobody, life()))
    await desk.store.store(desk.tenant, steps)
    const later = await desk.member(events(shown))
    const { lines } = await happened(desk, 26)
    const own = (id: string) => [`${id} log 1`, `${id} log 2`, `${id} bonus 1`, `${id} bonus 2`, `${id} respect 1`]
    same(lines.map(placeOf), [...[...ids].sort().flatMap(own), `${later} log 1`])
  })

  law('tells a later step after an earlier one, from wherever one goes on', async () => {
    const desk = deskOf(await store())
    const none = await desk.store.lines(desk.tenant, null, 10)
    same(none.lines, [])
    const subject = await desk.member(events(shown))
    const first = await happened(desk, 1, { after: none.cursor })
    await desk.act(subject, awarding(5))
    await desk.act(subject, events(shown))
    await desk.act(subject, spending(2))
    const rest = [`${subject} bonus 1`, `${subject} log 2`, `${subject} bonus 2`]
    for (const limit of [1, 2, 100]) {
      const { lines, cursor } = await happened(desk, 3, { after: first.cursor, limit })
      same(lines.map(placeOf), rest)
      same((await desk.store.lines(desk.tenant, cursor, limit)).lines, [])
    }
    same((await happened(desk, 4, { after: none.cursor })).lines.map(placeOf), [`${subject} log 1`, ...rest])
  })

  law('tells what was posted, and nothing of a step that raced', async () => {
    const desk = deskOf(await store())
    const { store: it, tenant, member, put } = desk
    const subject = await member(events(shown), awarding(5))
    same(await put(subject, nobody, [events(learned('email', 'a@b.ch')), awarding(7)]), 'raced')
    const post = {
      subject,
      key: uuid(),
      hash: '',
      answer: null,
      kind: 'redeem',
      currency: 'bonus',
      amount: 2,
      reason: 'r',
    } as const
    same(await it.post(tenant, [{ ...post, at: await it.now() }]), ['posted'])
    const { lines } = await happened(desk, 3)
    same(lines.map(placeOf), [`${subject} log 1`, `${subject} bonus 1`, `${subject} bonus 2`])
    same(
      lines.flatMap(transferIn).map(({ amount }) => amount),
      [5, 2],
    )
  })

  law('skips nothing and repeats nothing while many do this and that', async () => {
    const desk = deskOf(await store())
    const ids = await Promise.all(Array.from({ length: 8 }, () => desk.member(awarding(1))))
    const seen: string[] = []
    let cursor: string | null = null
    let open = true
    const read = async (): Promise<void> => {
      for (;;) {
        const isLast = !open
        const page = await desk.store.lines(desk.tenant, cursor, 5)
        seen.push(...page.lines.map(placeOf))
        cursor = page.cursor
        if (isLast && page.lines.length === 0) return
      }
    }
    const write = async (id: string): Promise<void> => {
      for (let n = 0; n < 5; n++) {
        same(await desk.act(id, awarding(1)), 'stored')
        same(await desk.act(id, events(shown), awarding(2)), 'stored')
        same(await desk.act(id, refusing()), 'stored')
      }
    }
    const writing = Promise.all(ids.map(write)).then(() => {
      open = false
    })
    await Promise.all([read(), writing])
    const count = 8 * 21
    const { lines } = await happened(desk, count - seen.length, { after: cursor })
    const all = [...seen, ...lines.map(placeOf)]
    same([all.length, new Set(all).size], [count, count])
  })

  law('tells a subject’s own log by version, page by page, and of nobody nothing', async () => {
    const desk = deskOf(await store())
    const { store: it, tenant, member } = desk
    const subject = await member(...Array.from({ length: 7 }, () => events(shown)), awarding(5), buying(1, {}))
    await member(events(shown))
    const versions = async (page?: { after?: number; limit?: number }) =>
      (await it.history(tenant, subject.toUpperCase(), page)).map(({ version }) => version)
    same(await versions(), [1, 2, 3, 4, 5, 6, 7])
    same(
      [await versions({ after: 3, limit: 2 }), await versions({ after: 6 }), await versions({ after: 7 })],
      [[4, 5], [7], []],
    )
    same(await it.history(tenant, uuid()), [])
  })

  law('keeps the lines of somebody erased, and no value in any', async () => {
    const desk = deskOf(await store())
    const [secret, login] = [uuid(), uuid()]
    const subject = uuid()
    await desk.put(subject, nobody, [events(learned('email', secret)), awarding(5)], { login, key: 'k' })
    await desk.act(subject, erasing())
    const { lines } = await happened(desk, 4)
    same(lines.map(placeOf), [`${subject} log 1`, `${subject} bonus 1`, `${subject} log 2`, `${subject} bonus 2`])
    same(JSON.stringify([lines, await desk.store.history(desk.tenant, subject)]).includes(secret), false)
  })

  law('keeps the lines of tenants apart, with the same ids in both', async () => {
    const it = await store()
    const [one, other] = [deskOf(it), deskOf(it)]
    const [subject, id] = [uuid(), uuid()]
    await one.put(subject, nobody, [{ ...events(shown), id }, awarding(1)])
    await other.put(subject, nobody, [{ ...refusing({ id }) }, awarding(2), awarding(3)])
    same(
      (await happened(one, 2)).lines.flatMap(transferIn).map(({ amount }) => amount),
      [1],
    )
    same(
      (await happened(other, 3)).lines.flatMap(transferIn).map(({ amount }) => amount),
      [2, 3],
    )
    same(
      (await it.history(other.tenant, subject)).map((line) => line.events),
      [[]],
    )
  })
}
