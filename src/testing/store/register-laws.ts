import { nobody } from '../../core/subject/subject.js'
import type { Proof, Suppression, Use } from '../../ports/registers.js'
import { type Case, same } from './case.js'
import { type Desk, deskOf } from './desk.js'
import { erasing, events, learned, shown, stepOf, uuid } from './steps.js'

const hour = 3_600_000

/** What is kept beside the subjects, and only for a while. */
export function registerLaws({ law, store }: Case): void {
  law('knows who may not be imported, until that is over', async () => {
    const { store: it, tenant } = deskOf(await store())
    const hashes = ['a', 'b', 'c', 'none', 'a']
    const on = async (now: number) => [...(await it.suppressed(tenant, hashes, now))].sort()
    same([await on(0), await it.suppressed(tenant, [], 0)], [[], []])
    await it.suppress(tenant, [])
    await it.suppress(tenant, [
      { hash: 'a', at: 1, until: 10 },
      { hash: 'b', at: 1, until: 20 },
    ])
    same([await on(9), await on(10), await on(20)], [['a', 'b'], ['b'], []])
    same(await it.suppressed(deskOf(it).tenant, hashes, 0), [])
  })

  law('keeps the later end of a suppression that is added again, within a call and by many at once', async () => {
    const { store: it, tenant } = deskOf(await store())
    const until = (end: number): Suppression => ({ hash: 'a', at: end, until: end })
    await it.suppress(tenant, [until(10), until(30), until(20)])
    same([await it.suppressed(tenant, ['a'], 29), await it.suppressed(tenant, ['a'], 30)], [['a'], []])
    await Promise.all([50, 15, 40, 35].map((end) => it.suppress(tenant, [until(end), { ...until(end), hash: 'b' }])))
    same([await it.suppressed(tenant, ['a', 'b'], 49), await it.suppressed(tenant, ['a', 'b'], 50)], [['a', 'b'], []])
  })

  law('keeps of an erasure who may not come back, and the proof', async () => {
    const it = await store()
    const [one, other] = [deskOf(it), deskOf(it)]
    const now = await it.now()
    const id = uuid()
    for (const [n, desk] of [one, other].entries()) {
      const subject = await desk.member(events(learned('email', 'x')))
      const proof: Proof = { id, subject, sealed: `sealed ${n} \\u0000 "`, at: now, until: now + hour }
      const suppressions = [{ hash: `h${n}`, at: now, until: now + 2 * hour }]
      const { subject: read } = await desk.find(subject)
      const step = stepOf(subject, read, [erasing()], { suppressions, proof })
      same(await it.store(desk.tenant, [step]), ['stored'])
      same(await it.proofs(desk.tenant, subject.toUpperCase()), [proof])
      same(await it.suppressed(desk.tenant, ['h0', 'h1'], now), [`h${n}`])
      same([await it.proofs(desk.tenant, uuid()), (await desk.find(subject)).key], [[], null])
    }
  })

  law('keeps nothing of a step that raced', async () => {
    const { store: it, tenant, member } = deskOf(await store())
    const now = await it.now()
    const subject = await member(events(shown))
    const proof: Proof = { id: uuid(), subject, sealed: 's', at: now, until: now + hour }
    const suppressions = [{ hash: 'h', at: now, until: now + hour }]
    same(await it.store(tenant, [stepOf(subject, nobody, [erasing()], { suppressions, proof })]), ['raced'])
    same([await it.suppressed(tenant, ['h'], now), await it.proofs(tenant, subject)], [[], []])
  })

  law('finds no proof that is over, and keeps several of one subject by their time', async () => {
    const desk = deskOf(await store())
    const { store: it, tenant, find, member } = desk
    const now = await it.now()
    const subject = await member(events(shown))
    const proof = (at: number, until: number): Proof => ({ id: uuid(), subject, sealed: 's', at, until })
    const proofs = [proof(2, now + hour), proof(1, now - 1), proof(1, now + 2 * hour)]
    for (const one of proofs) {
      const { subject: read } = await find(subject)
      same(await it.store(tenant, [stepOf(subject, read, [events(shown)], { proof: one })]), ['stored'])
    }
    same(await it.proofs(tenant, subject), [proofs[2], proofs[0]])
    await it.forgetRegisters(tenant, { now: now + hour, usesBefore: '' })
    same(await it.proofs(tenant, subject), [proofs[2]])
  })

  const use = (subject: string, more: Partial<Use> = {}): Use => ({
    subject,
    field: 'email',
    purpose: 'newsletter',
    decision: 'read',
    day: '2027-01-31',
    count: 1,
    ...more,
  })

  law('counts uses by field, purpose, decision and day, and tells the newest first', async () => {
    const { store: it, tenant } = deskOf(await store())
    const [a, b] = [uuid(), uuid()]
    same(await it.uses(tenant, a), [])
    await it.count(tenant, [])
    await it.count(tenant, [use(a), use(a, { count: 3 }), use(b), use(a, { field: 'name' })])
    await it.count(tenant, [
      use(a, { day: '2027-02-01', decision: 'gate:review' }),
      use(a, { day: '2026-12-31', purpose: 'club' }),
      use(a.toUpperCase(), { count: 2 }),
    ])
    same(await it.uses(tenant, a.toUpperCase()), [
      use(a, { day: '2027-02-01', decision: 'gate:review' }),
      use(a, { count: 6 }),
      use(a, { field: 'name' }),
      use(a, { day: '2026-12-31', purpose: 'club' }),
    ])
    same([await it.uses(tenant, b), await it.uses(deskOf(it).tenant, a)], [[use(b)], []])
  })

  law('loses no count, however many count at once', async () => {
    const { store: it, tenant } = deskOf(await store())
    const ids = Array.from({ length: 6 }, uuid)
    const all = (n: number) => (n % 2 ? ids : [...ids].reverse()).map((id) => use(id, { decision: `d${n % 3}` }))
    await Promise.all(Array.from({ length: 24 }, (_, n) => it.count(tenant, all(n))))
    for (const id of ids)
      same(
        (await it.uses(tenant, id)).map(({ count }) => count),
        [8, 8, 8],
      )
  })

  law('counts nothing of somebody erased, before or after', async () => {
    const desk = deskOf(await store())
    const { store: it, tenant, member, act } = desk
    const [subject, other] = [await member(events(shown)), await member(events(shown))]
    await it.count(tenant, [use(subject), use(other)])
    same(await act(subject, erasing()), 'stored')
    await it.count(tenant, [use(subject), use(other)])
    same([await it.uses(tenant, subject), (await it.uses(tenant, other))[0]?.count], [[], 2])
  })

  law('removes what is over, and nothing else', async () => {
    const it = await store()
    const [one, other] = [deskOf(it), deskOf(it)] as [Desk, Desk]
    const [now, subject] = [await it.now(), uuid()]
    for (const { tenant } of [one, other]) {
      await it.suppress(tenant, [
        { hash: 'over', at: 0, until: now },
        { hash: 'on', at: 0, until: now + 1 },
      ])
      await it.count(tenant, [use(subject, { day: '2026-01-01' }), use(subject, { day: '2026-01-02' })])
    }
    await it.forgetRegisters(one.tenant, { now, usesBefore: '2026-01-02' })
    const kept = async ({ tenant }: Desk) => [
      await it.suppressed(tenant, ['on', 'over'], 0),
      (await it.uses(tenant, subject)).map(({ day }) => day),
    ]
    same(await kept(one), [['on'], ['2026-01-02']])
    same(await kept(other), [
      ['on', 'over'],
      ['2026-01-02', '2026-01-01'],
    ])
  })
}
