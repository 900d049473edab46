import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkRequest } from '../../src/server.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const by = { medium: 'file', evidence: 'orders.tsv, line 2' }
const award = (key: string, bonus: number) => ({ type: 'award' as const, points: { bonus }, reason: key, key })
const reverse = (key: string, bonus: number) => ({ ...award(key, bonus), type: 'reverse' as const })

describe.each(stores)('a bulk of calls, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  const members = (count: number, each: number): BulkRequest[] =>
    Array.from({ length: count }, (_, m) => ({
      subject: { login: `member ${m}` },
      calls: [
        { type: 'enrol', offer: 'membership', by, key: 'enrol' },
        ...Array.from({ length: each }, (_, n) => award(`order:${m}-${n}`, n + 1)),
      ],
    }))

  it('costs two round trips for all of them', async () => {
    const { server, seen } = started(opened)
    const said = await server.bulk(members(200, 4))
    expect(said.flat().every(({ ok, known }) => ok && !known)).toBe(true)
    expect([seen.loads.length, seen.stores, seen.steps.length]).toEqual([1, 1, 200])
    expect(await server.subject({ login: 'member 7' }).balance('bonus')).toMatchObject({ available: 10 })
  })

  it('done again changes nothing, says so, and stores nothing', async () => {
    const { server, seen } = started(opened)
    const first = await server.bulk(members(50, 2))
    const stored = seen.stores
    const again = await server.bulk(members(50, 2))
    expect(again.flat().every(({ known }) => known)).toBe(true)
    const outcomes = (all: typeof first) =>
      JSON.stringify(all.flat().map((one) => ('outcome' in one ? one.outcome : 0)))
    expect(outcomes(again)).toBe(outcomes(first))
    expect(seen.stores).toBe(stored)
  })

  it('goes in chunks', async () => {
    const { server, seen } = started(opened)
    const said = await server.bulk(members(900, 9))
    expect(said.flat()).toHaveLength(9_000)
    expect([seen.loads.length, seen.stores]).toEqual([3, 3])
  })

  it('keeps each person’s order, however often they are named', async () => {
    const { server } = started(opened)
    const subject = { login: 'member' }
    const said = await server.bulk([
      { subject, calls: [award('a', 10)] },
      { subject: { login: 'other' }, calls: [award('a', 5)] },
      { subject, calls: [reverse('b', 12), award('c', 1)] },
    ])
    expect(said.map((one) => one.length)).toEqual([1, 1, 2])
    expect(said[2]?.[0]).toMatchObject({ outcome: { points: [{ amount: 10, shortfall: 2 }] } })
    expect(await server.subject(subject).balance('bonus')).toMatchObject({ available: 1 })
  })

  it('is held up by nobody who is refused, or raced', async () => {
    const { server } = started(opened)
    const one = members(40, 3)
    const other = members(40, 0).map(({ subject }) => ({ subject, calls: [award('gift', 100), award('bad', -1)] }))
    const [, said] = await Promise.all([server.bulk(one), server.bulk(other)])
    expect(said.every(([gift, bad]) => gift?.ok && bad?.ok === false)).toBe(true)
    for (const login of ['member 0', 'member 39'])
      expect(await server.subject({ login }).balance('bonus')).toMatchObject({ available: 106 })
  })

  it('reads answers by their schemas too', async () => {
    const { server } = started(opened, { program: shop as never })
    const accept = (email: string) => ({ type: 'accept' as const, offer: 'raffle', answers: { email }, by })
    const [said] = await server.bulk([{ subject: { login: 'x' }, calls: [accept('nobody'), accept('a@b.ch')] }])
    expect(said?.map(({ ok }) => ok)).toEqual([false, true])
  })

  it('names a key twice, and does it once', async () => {
    const { server } = started(opened)
    const [said] = await server.bulk([{ subject: { login: 'x' }, calls: [award('gift', 5), award('gift', 5)] }])
    expect(said?.map(({ ok, known }) => [ok, known])).toEqual([
      [true, false],
      [true, true],
    ])
    expect(await server.subject({ login: 'x' }).balance('bonus')).toMatchObject({ available: 5 })
  })

  it('of nothing is nothing', async () => {
    const { server, seen } = started(opened)
    expect(await server.bulk([])).toEqual([])
    expect(await server.bulk([{ subject: { login: 'x' }, calls: [] }])).toEqual([[]])
    expect(seen.stores).toBe(0)
  })
})
