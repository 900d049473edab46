import type { Event } from '../../core/subject/event.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at, events, uuid } from './steps.js'

const entered = (raffle: string, ticket: string): Event => ({ type: 'entered', raffle, ticket, at })
const unentered = (raffle: string): Event => ({ type: 'unentered', raffle, at })

/** Who is in a raffle, and what is said of it. */
export function raffleLaws({ law, store }: Case): void {
  law('tells who is in a raffle, by ticket', async () => {
    const { store: it, tenant, member, act } = deskOf(await store())
    const a = await member(events(entered('spring', 'b2'), entered('spring', 'A1'), entered('autumn', 'z')))
    const b = await member(events(entered('spring', '_'), entered('spring', 'a9')))
    same(await it.entries(tenant, 'spring'), [
      { ticket: 'A1', subject: a },
      { ticket: '_', subject: b },
      { ticket: 'a9', subject: b },
      { ticket: 'b2', subject: a },
    ])
    same(await it.entries(tenant, 'winter'), [])
    same(await act(a, events(unentered('spring')), events(entered('spring', 'c'))), 'stored')
    same(
      (await it.entries(tenant, 'spring')).map(({ ticket }) => ticket),
      ['_', 'a9', 'c'],
    )
    same((await it.entries(tenant, 'autumn')).length, 1)
  })

  law('keeps no entry that the same step leaves', async () => {
    const { store: it, tenant, member } = deskOf(await store())
    await member(
      events(entered('spring', 'a'), unentered('spring'), entered('spring', 'b')),
      events(entered('x', 'c'), unentered('x')),
    )
    same(
      (await it.entries(tenant, 'spring')).map(({ ticket }) => ticket),
      ['b'],
    )
    same(await it.entries(tenant, 'x'), [])
  })

  law('gives a ticket once', async () => {
    const { store: it, tenant, member, act } = deskOf(await store())
    const subject = await member(events(entered('spring', 'a')))
    const other = await member(events(entered('spring', 'b')))
    same(await act(other, events(entered('spring', 'a'))), 'raced')
    same(await act(other, events(entered('autumn', 'a'))), 'stored')
    same((await it.entries(tenant, 'spring'))[0], { ticket: 'a', subject })
  })

  law('forgets who was in a raffle, and in no other', async () => {
    const { store: it, tenant, member } = deskOf(await store())
    await member(events(entered('spring', 'a'), entered('autumn', 'b')))
    await it.forgetEntries(tenant, 'spring')
    await it.forgetEntries(tenant, 'spring')
    same([(await it.entries(tenant, 'spring')).length, (await it.entries(tenant, 'autumn')).length], [0, 1])
  })

  law('keeps what is said of a raffle, one version after the other', async () => {
    const { store: it, tenant } = deskOf(await store())
    const name = `raffle ${uuid()}`
    const body = { z: [1, null, 'Zürich \u0000 \udfff'], a: Number.MAX_SAFE_INTEGER }
    same(await it.raffle(tenant, name), null)
    same(await it.keepRaffle(tenant, name, { version: 2, body }), false)
    same(await it.keepRaffle(tenant, name, { version: 1, body }), true)
    same(await it.keepRaffle(tenant, name, { version: 1, body: 'again' }), false)
    same(await it.keepRaffle(tenant, name, { version: 3, body: 'too far' }), false)
    same(JSON.stringify((await it.raffle(tenant, name))?.body), JSON.stringify(body))
    same(await it.keepRaffle(tenant, name, { version: 2, body: 'next' }), true)
    same(await it.raffle(tenant, name), { version: 2, body: 'next' })
  })

  law('lets one of 16 at once have the last word on a raffle', async () => {
    const { store: it, tenant } = deskOf(await store())
    for (const version of [1, 2]) {
      const tries = Array.from({ length: 16 }, (_, n) => it.keepRaffle(tenant, 'spring', { version, body: n }))
      const kept = await Promise.all(tries)
      same(kept.filter((one) => one).length, 1)
      same(await it.raffle(tenant, 'spring'), { version, body: kept.indexOf(true) })
    }
  })
}
