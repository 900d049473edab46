import type { RequestKept } from '../../ports/registers.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { uuid } from './steps.js'

const request = (id: string, more: Partial<RequestKept> = {}): RequestKept => ({
  id,
  subject: null,
  version: 1,
  body: { text: 'Zürich \u0000 \ud800 "\\"', n: [1, null] },
  due: 100,
  ...more,
})

/** Requests of subjects: each change once, and what is open in the order in which it presses. */
export function requestLaws({ law, store }: Case): void {
  law('keeps a request where it is the one after the one that is kept', async () => {
    const { store: it, tenant } = deskOf(await store())
    const id = 'request 1'
    same(await it.request(tenant, id), null)
    same(await it.keepRequest(tenant, request(id, { version: 2 })), false)
    same(await it.keepRequest(tenant, request(id)), true)
    same(await it.keepRequest(tenant, request(id, { due: 7 })), false)
    same(await it.request(tenant, id), request(id))
    const subject = uuid()
    const second = request(id, { version: 2, due: null, subject, body: 'answered' })
    same(await it.keepRequest(tenant, { ...second, subject: subject.toUpperCase() }), true)
    same([await it.keepRequest(tenant, second), await it.request(tenant, id)], [false, second])
    const raced = [3, 3, 3, 3].map((version) => it.keepRequest(tenant, { ...second, version }))
    same((await Promise.all(raced)).filter((kept) => kept).length, 1)
    const fresh = [1, 1, 1, 1].map((version) => it.keepRequest(tenant, request('request 2', { version })))
    same((await Promise.all(fresh)).filter((kept) => kept).length, 1)
  })

  law('tells open requests by what presses most, and all of them the newest first', async () => {
    const { store: it, tenant } = deskOf(await store())
    const subject = uuid()
    const due = [30, null, 10, 20, null, 10]
    for (const [n, end] of due.entries())
      await it.keepRequest(tenant, request(`r${n}`, { due: end, subject: n % 2 ? subject : null }))
    const ids = async (which?: Parameters<typeof it.requests>[1]) =>
      (await it.requests(tenant, which)).map(({ id }) => id)
    same(await ids(), ['r2', 'r5', 'r3', 'r0'])
    same(await ids({ limit: 2 }), ['r2', 'r5'])
    same(await ids({ subject: subject.toUpperCase() }), ['r5', 'r3'])
    same(await ids({ all: true }), ['r5', 'r4', 'r3', 'r2', 'r1', 'r0'])
    same([await ids({ all: true, limit: 1 }), await ids({ all: true, subject })], [['r5'], ['r5', 'r3', 'r1']])
    same(await it.keepRequest(tenant, request('r2', { version: 2, due: null })), true)
    same(await ids({ limit: 1 }), ['r5'])
    same(await it.requests(tenant, { all: true, limit: 1 }), [request('r5', { due: 10, subject })])
  })

  law('keeps the requests of tenants apart', async () => {
    const it = await store()
    const [one, other] = [deskOf(it).tenant, deskOf(it).tenant]
    const subject = uuid()
    same(await it.keepRequest(one, request('r', { subject })), true)
    same(await it.keepRequest(other, request('r', { subject, due: 5 })), true)
    same([(await it.request(one, 'r'))?.due, (await it.request(other, 'r'))?.due], [100, 5])
    same([(await it.requests(one)).length, (await it.requests(other, { subject, all: true })).length], [1, 1])
  })
}
