import { nobody } from '../../core/subject/subject.js'
import type { Entry } from '../../ports/store.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, events, refusing, shown, spending, stepOf, uuid } from './steps.js'
import { story, transfersOf } from './story.js'
import { told } from './told.js'

const keyOf = ({ subject, currency, seq }: Entry): string => `${subject} ${currency} ${seq}`

/** What was booked is told in an order, each line once, to whoever remembers how far they came. */
export function feedLaws({ law, store }: Case): void {
  law('tells all that was booked, with all its parts, each line once, whatever the page', async () => {
    const desk = deskOf(await store())
    const said = Array.from({ length: 3 }, story)
    const ids = said.map(() => uuid())
    for (const [n, id] of ids.entries()) await desk.put(id, nobody, said[n] ?? [])
    const expected = ids.map((id, n) => transfersOf(stepOf(id, nobody, said[n] ?? [])))
    for (const limit of [1, 7, 1000]) {
      const { entries: all } = await told(desk, { limit })
      for (const [n, subject] of ids.entries())
        for (const currency of ['bonus', 'respect', 'miles'])
          same(
            all.filter((one) => one.subject === subject && one.currency === currency),
            expected[n]?.filter((one) => one.currency === currency).map((one) => ({ subject, ...one })),
          )
      same(all.length, expected.flat().length)
    }
  })

  law('tells one account’s lines by their number, and a later step after an earlier one', async () => {
    const desk = deskOf(await store())
    const [a, b] = [await desk.member(awarding(5)), await desk.member(awarding(6))]
    await desk.act(a, awarding(7), spending(1), awarding(2, { currency: 'respect' }))
    await desk.act(b, awarding(8))
    await desk.act(a, awarding(9))
    const lines = (await told(desk, { limit: 2 })).entries.map(({ subject, amount }) => [subject, amount])
    same(lines.slice(0, 2), [
      [a, 5],
      [b, 6],
    ])
    same(lines.slice(2, 5), [
      [a, 7],
      [a, 1],
      [a, 2],
    ])
    same(lines.slice(5), [
      [b, 8],
      [a, 9],
    ])
  })

  law('goes on from a cursor, also from one that was given where there was nothing', async () => {
    const desk = deskOf(await store())
    const amounts = (entries: readonly Entry[]) => entries.map(({ amount }) => amount)
    const first = await desk.store.feed(desk.tenant, null, 10)
    same(first.entries, [])
    const subject = await desk.member(awarding(1))
    const second = await told(desk, { after: first.cursor })
    same(amounts(second.entries), [1])
    same((await desk.store.feed(desk.tenant, second.cursor, 10)).entries, [])
    await desk.act(subject, awarding(2), awarding(3))
    same(amounts((await told(desk, { limit: 1, after: second.cursor, count: 2 })).entries), [2, 3])
    same(amounts((await told(desk, { limit: 5, after: first.cursor })).entries), [1, 2, 3])
  })

  law('tells nothing of what booked nothing', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(events(shown), refusing())
    await desk.act(subject, events(shown))
    same((await told(desk)).entries, [])
  })

  law('skips nothing and repeats nothing while many book', async () => {
    const desk = deskOf(await store())
    const ids = await Promise.all(Array.from({ length: 8 }, () => desk.member(awarding(1))))
    const seen: string[] = []
    let cursor: string | null = null
    let open = true
    const read = async (): Promise<void> => {
      for (;;) {
        const isLast = !open
        const page = await desk.store.feed(desk.tenant, cursor, 5)
        seen.push(...page.entries.map(keyOf))
        cursor = page.cursor
        if (isLast && page.entries.length === 0) return
      }
    }
    const write = async (id: string): Promise<void> => {
      for (let n = 0; n < 10; n++) same(await desk.act(id, awarding(1), awarding(2)), 'stored')
    }
    const writing = Promise.all(ids.map(write)).then(() => {
      open = false
    })
    await Promise.all([read(), writing])
    // What is settled now was told; a transaction that was under way at the last look is told by the next.
    const { entries } = await told(desk, { after: cursor, count: 8 * 21 - seen.length })
    const all = [...seen, ...entries.map(keyOf)]
    same([all.length, new Set(all).size], [8 * 21, 8 * 21])
  })

  law('keeps how far each reader has come', async () => {
    const { store: it, tenant } = deskOf(await store())
    const { tenant: other } = deskOf(it)
    same(await it.marked(tenant, 'webhooks'), null)
    await it.mark(tenant, 'webhooks', 'one')
    await it.mark(tenant, 'chain', 'two')
    await it.mark(tenant, 'webhooks', 'three " \' \\')
    same([await it.marked(tenant, 'webhooks'), await it.marked(tenant, 'chain')], ['three " \' \\', 'two'])
    same(await it.marked(other, 'webhooks'), null)
  })
}
