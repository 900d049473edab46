import { describe, expect, it } from 'vitest'
import { nobody } from '../../src/core/subject/subject.js'
import { happened, placeOf } from '../../src/testing/store/happened.js'
import { awarding, events, shown, spending, uuid } from '../../src/testing/store/steps.js'
import { told } from '../../src/testing/store/told.js'
import { openDesk } from './support.js'

const { db, store, tenant, ...desk } = await openDesk()
const here = { store, tenant, ...desk }

/** As if all there is had been dumped in a cluster whose transactions had so much higher numbers, and restored here. */
async function restoredFrom(higher: number): Promise<void> {
  for (const table of ['log', 'transfer'])
    await db.exec(`
      alter table evenhanded.${table} disable trigger append_only;
      update evenhanded.${table} set xid = (xid::text::bigint + ${higher})::text::xid8;
      alter table evenhanded.${table} enable always trigger append_only`)
}

describe('a store that was restored into a younger cluster', () => {
  it('tells what was brought along, and afterwards what came since, in one order, from every cursor', async () => {
    const [a, b] = [uuid(), uuid()]
    await desk.put(a, nobody, [events(shown), awarding(5)])
    await restoredFrom(1_000_000)
    expect((await store.lines(tenant, null, 10)).lines).toEqual([])
    await store.migrate()
    const first = await happened(here, 2)
    expect(first.lines.map(placeOf)).toEqual([`${a} log 1`, `${a} bonus 1`])
    const feed = await told(here)
    expect(feed.entries.map(({ amount }) => amount)).toEqual([5])
    await desk.put(b, nobody, [events(shown), awarding(7)])
    await desk.act(a, spending(2))
    const since = [`${b} log 1`, `${b} bonus 1`, `${a} bonus 2`]
    expect((await happened(here, 3, { after: first.cursor })).lines.map(placeOf)).toEqual(since)
    expect((await happened(here, 5)).lines.map(placeOf)).toEqual([`${a} log 1`, `${a} bonus 1`, ...since])
    expect((await told(here, { after: feed.cursor, count: 2 })).entries.map(({ amount }) => amount)).toEqual([7, 2])
  })

  it('is counted on once, and again after it was restored again', async () => {
    const countedOn = async () =>
      (await db.query<{ n: string }>('select evenhanded.xids_before()::text as n')).rows[0]?.n
    const one = await countedOn()
    await store.migrate()
    expect(await countedOn()).toBe(one)
    const all = (await store.lines(tenant, null, 100)).lines
    await restoredFrom(5_000)
    await store.migrate()
    expect(Number(await countedOn())).toBeGreaterThan(Number(one))
    const later = await desk.member(events(shown))
    expect((await happened(here, all.length + 1)).lines.map(placeOf)).toEqual([...all.map(placeOf), `${later} log 1`])
  })
})
