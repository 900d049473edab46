import { ok } from '../../core/result.js'
import { nobody } from '../../core/subject/subject.js'
import type { Stored } from '../../ports/store.js'
import { type Case, same } from './case.js'
import { type Desk, deskOf } from './desk.js'
import {
  awarding,
  buying,
  drawing,
  ending,
  events,
  issuing,
  learned,
  reversing,
  type Said,
  say,
  shown,
  stepOf,
  uuid,
} from './steps.js'

const many = 16
const wins = (all: readonly Stored[]): number => all.filter((one) => one === 'stored').length

const usedOf = async ({ look }: Desk, counter: string): Promise<number | undefined> =>
  (await look({ subject: uuid(), counters: [counter] })).subject.used[counter]

/** An award that draws. */
const drawingOf = (...draws: readonly (readonly [counter: string, amount: number, most: number])[]): Said =>
  say((subject, key) => {
    const decided = awarding(1).decide(subject, key)
    return ok([...(decided.ok ? decided.value : []), ...draws.map((draw) => drawing(...draw))])
  })

/** Coupons, and what all members draw from. */
export function sharedLaws({ law, store }: Case): void {
  law(`lets a coupon be handed in once, of ${many} at once`, async () => {
    const { member, find, act, put } = deskOf(await store())
    const bought = buying(5, {})
    const subject = await member(awarding(9), bought)
    const code = `code of ${bought.id}`
    const { subject: read } = await find(subject)
    const ways = Array.from({ length: many }, (_, n) => (n % 2 ? ending('used', code) : undoing(bought.id, code)))
    const stored = await Promise.all(ways.map((said) => put(subject, read, [said])))
    same(wins(stored), 1)
    for (const type of ['used', 'voided'] as const) same(await act(subject, ending(type, code)), 'raced')
  })

  law('lets nobody use a coupon of somebody else, nor one that is not there', async () => {
    const { member, act, look } = deskOf(await store())
    const bought = buying(5, {})
    await member(awarding(9), bought)
    const other = await member(events(shown))
    const code = `code of ${bought.id}`
    same(await act(other, ending('used', code)), 'raced')
    same(await act(other, ending('voided', `${code}x`)), 'raced')
    same((await look({ coupon: code })).subject.cited[bought.id]?.coupons[0]?.state, 'issued')
  })

  law('tells what was issued to a subject, and to nobody else', async () => {
    const { store: it, tenant, member, act } = deskOf(await store())
    const [first, second] = [buying(5, {}), buying(2, {})]
    const subject = await member(awarding(9), first)
    same(await act(subject, second, ending('used', `code of ${first.id}`)), 'stored')
    await member(awarding(9), buying(5, {}))
    const told = (await it.coupons(tenant, subject)).map(({ code, key, state }) => [code, key, state]).sort()
    const wanted = [
      [`code of ${first.id}`, first.id, 'redeemed'],
      [`code of ${second.id}`, second.id, 'issued'],
    ]
    same(told, wanted.sort())
    same(await it.coupons(`${tenant} of another`, subject), [])
  })

  law('keeps whether a coupon is of a reward or of an offer, one of the two', async () => {
    const { store: it, tenant, member, look, act } = deskOf(await store())
    const id = uuid()
    const accepted = { ...events(issuing(id, { of: { offer: 'flash' } })), id }
    const subject = await member(awarding(9), accepted, buying(5, { of: { reward: 'mug' } }))
    const of = (await it.coupons(tenant, subject)).map(({ reward, offer }) => `${reward ?? '-'} ${offer ?? '-'}`)
    same(of.sort(), ['- flash', 'mug -'])
    const found = await look({ coupon: `code of ${id}` })
    same([found.id, found.subject.cited[id]?.coupons[0]?.offer], [subject, 'flash'])
    same(await act(subject, ending('used', `code of ${id}`)), 'stored')
    same((await look({ coupon: `code of ${id}` })).subject.cited[id]?.coupons[0]?.state, 'redeemed')
  })

  law('issues a coupon and ends it in one step', async () => {
    const { put, look } = deskOf(await store())
    const [subject, bought] = [uuid(), buying(5, {})]
    const code = `code of ${bought.id}`
    same(await put(subject, nobody, [awarding(9), bought, ending('voided', code)]), 'stored')
    same((await look({ coupon: code })).subject.cited[bought.id]?.coupons[0]?.state, 'void')
  })

  law('throws at a step that ends a coupon twice, and writes nothing', async () => {
    const desk = deskOf(await store())
    const bought = buying(5, {})
    const subject = await desk.member(awarding(9), bought)
    const code = `code of ${bought.id}`
    const { subject: read } = await desk.find(subject)
    const step = stepOf(subject, read, [ending('used', code), ending('voided', code)])
    const thrown = await desk.store.store(desk.tenant, [step]).catch((error: { code?: unknown }) => error.code)
    same(thrown, 'bad_step')
    same((await desk.look({ coupon: code })).subject.cited[bought.id]?.coupons[0]?.state, 'issued')
  })

  law('throws at a step that books under another key', async () => {
    const desk = deskOf(await store())
    const subject = uuid()
    const said = awarding(5)
    const step = stepOf(subject, nobody, [{ ...said, decide: (read) => said.decide(read, uuid()) }])
    const thrown = await desk.store.store(desk.tenant, [step]).catch((error: { code?: unknown }) => error.code)
    same([thrown, (await desk.find(subject)).id], ['bad_step', null])
  })

  law('counts what is drawn, and tells each counter that is asked', async () => {
    const desk = deskOf(await store())
    const [stock, budget, none] = [`stock ${uuid()}`, 'constructor', `none ${uuid()}`]
    const subject = await desk.member(drawingOf([stock, 2, 10], [budget, 500, 900]), drawingOf([stock, 3, 10]))
    const { used } = (await desk.look({ subject, counters: [stock, none, budget] })).subject
    same(used, { [stock]: 5, [none]: 0, [budget]: 500 })
    same((await desk.find(subject)).subject.used, {})
    same((await desk.look({ subject: uuid(), counters: [stock] })).subject.used, { [stock]: 5 })
  })

  law(`draws no counter above its most, by ${many} subjects at once`, async () => {
    const desk = deskOf(await store())
    const counter = `stock ${uuid()}`
    const said = Array.from({ length: many }, () => drawingOf([counter, 2, 11]))
    const stored = await Promise.all(said.map((one) => desk.put(uuid(), nobody, [one], { login: uuid() })))
    same([wins(stored), await usedOf(desk, counter)], [5, 10])
  })

  law(
    'draws no counter above its most within one batch, step by step, and makes nobody of who came too late',
    async () => {
      const { store: it, tenant, ...desk } = deskOf(await store())
      const [stock, other] = [`stock ${uuid()}`, `other ${uuid()}`]
      const [ids, logins] = [Array.from({ length: 6 }, uuid), Array.from({ length: 6 }, uuid)]
      const draws = [
        drawingOf([stock, 3, 6]),
        drawingOf([stock, 4, 6], [other, 1, 9]),
        drawingOf([other, 2, 9]),
        drawingOf([stock, 2, 6], [other, 3, 9]),
        drawingOf([stock, 1, 6]),
        drawingOf([stock, 1, 6]),
      ]
      const steps = draws.map((said, n) =>
        stepOf(ids[n] as string, nobody, [events(learned('n', n)), said], { login: logins[n] as string }),
      )
      same(await it.store(tenant, steps), ['stored', 'raced', 'stored', 'stored', 'stored', 'raced'])
      const all = { store: it, tenant, ...desk }
      same([await usedOf(all, stock), await usedOf(all, other)], [6, 5])
      const found = await Promise.all(logins.map((login) => desk.find(undefined, [], login)))
      same(
        found.map(({ id }) => id),
        [ids[0], null, ids[2], ids[3], ids[4], null],
      )
      same((await desk.find(ids[1] as string)).id, null)
    },
  )

  law('weighs the draws of a step one after the other', async () => {
    const desk = deskOf(await store())
    const counter = `stock ${uuid()}`
    const subject = await desk.member(drawingOf([counter, 4, 5]))
    const tries = [
      [drawingOf([counter, 1, 5], [counter, 1, 5])],
      [drawingOf([counter, 1, 5]), drawingOf([counter, 1, 9], [counter, -2, 5])],
      [drawingOf([counter, 2, 5], [counter, -2, 5])],
      [drawingOf([counter, -2, 5], [counter, 2, 5])],
      [drawingOf([counter, -2, 5]), drawingOf([counter, 1, 5], [counter, 2, 5])],
    ] as const
    const stored: Stored[] = []
    for (const said of tries) stored.push(await desk.act(subject, ...said))
    same(stored, ['raced', 'stored', 'raced', 'stored', 'stored'])
    same(await usedOf(desk, counter), 5)
  })

  law('takes back what was drawn whatever the most is now, down to nothing', async () => {
    const desk = deskOf(await store())
    const counter = `stock ${uuid()}`
    const subject = await desk.member(drawingOf([counter, 8, 10]))
    same(await desk.act(subject, drawingOf([counter, -1, 2])), 'stored')
    same(await usedOf(desk, counter), 7)
    same(await desk.act(subject, drawingOf([counter, -9, 2])), 'stored')
    same(await usedOf(desk, counter), 0)
    same(await desk.act(subject, drawingOf([counter, 3, 2])), 'raced')
    same(await desk.act(subject, drawingOf([counter, 2, 2])), 'stored')
  })

  law('counts nothing of a step that raced', async () => {
    const desk = deskOf(await store())
    const counter = `stock ${uuid()}`
    const subject = await desk.member(events(shown), awarding(5))
    const { subject: read } = await desk.find(subject)
    await desk.act(subject, awarding(1))
    same(await desk.put(subject, read, [drawingOf([counter, 1, 9])]), 'raced')
    same(await usedOf(desk, counter), 0)
  })

  law('ends with batches of many that draw from the same in any order', async () => {
    const { store: it, tenant, ...desk } = deskOf(await store())
    const counters = Array.from({ length: 4 }, () => `stock ${uuid()}`)
    const once = async (seed: number): Promise<void> => {
      let open = Array.from({ length: 6 }, uuid)
      while (open.length > 0) {
        const steps = open.map((id, n) =>
          stepOf(id, nobody, [
            drawingOf([counters[(n + seed) % 4] as string, 1, 1000], [counters[seed % 4] as string, 1, 1000]),
          ]),
        )
        const stored = await it.store(tenant, steps)
        open = open.filter((_, n) => stored[n] === 'raced')
      }
    }
    await Promise.all(Array.from({ length: 8 }, (_, n) => once(n)))
    const used = await Promise.all(counters.map((counter) => usedOf({ store: it, tenant, ...desk }, counter)))
    same(
      used.reduce((sum: number, one) => sum + (one ?? 0), 0),
      96,
    )
  })
}

/** What a return does: points come back, the coupon ends. */
const undoing = (of: string, code: string): Said =>
  say((subject, key) => {
    const back = reversing(of, 1).decide(subject, key)
    return ok([...(back.ok ? back.value : []), { type: 'voided', code, at: 0 }])
  })
