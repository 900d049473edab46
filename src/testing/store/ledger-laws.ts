import { empty } from '../../core/points/account.js'
import { never } from '../../core/points/lots.js'
import { ok } from '../../core/result.js'
import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at, awarding, booked, events, lotFrom, say, shown, spending, stepOf, uuid } from './steps.js'

const day = 86_400_000

/** Points: lots, balances and lines, to the last one. */
export function ledgerLaws({ law, store }: Case): void {
  law('keeps lots in the order in which they end, through awards and spends', async () => {
    const { act, find } = deskOf(await store())
    const subject = uuid()
    let expected = nobody
    const steps = [
      [awarding(10, { at: at + 5 * day }), awarding(20, { at })],
      [awarding(30, { at: at - 5 * day })],
      [spending(35)],
      [awarding(7, { at: at - day }), spending(10)],
      [awarding(40, { at }), awarding(2, { at })],
    ]
    for (const said of steps) {
      same(await act(subject, ...said), 'stored')
      expected = stepOf(subject, expected, said).after
      same((await find(subject)).subject.points, expected.points)
    }
  })

  law('keeps lots that several awards share', async () => {
    const { act, member, find } = deskOf(await store())
    const subject = await member(...Array.from({ length: 199 }, () => awarding(1)))
    const before = (await find(subject)).subject
    const said = Array.from({ length: 5 }, (_, n) => awarding(n + 1, { at: at + day }))
    await act(subject, ...said)
    const { lots, balance } = (await find(subject)).subject.points.bonus ?? { lots: [], balance: 0 }
    same([lots, balance], [stepOf(subject, before, said).after.points.bonus?.lots, 214])
    await act(subject, awarding(9, { at: at + day }))
    same((await find(subject)).subject.points.bonus?.lots.at(-1)?.remaining, 24)
  })

  law('keeps the largest amounts and the last of all instants', async () => {
    const desk = deskOf(await store())
    const amount = Number.MAX_SAFE_INTEGER
    const transfer = {
      currency: 'bonus',
      kind: 'award',
      seq: 1,
      amount,
      balanceAfter: amount,
      at,
      reason: 'all',
    } as const
    const lot = { availableAt: at, expiresAt: never }
    const subject = await desk.member(say((_, key) => ok([booked({ ...transfer, lot }, key)])))
    const lots = [{ seq: 1, amount, remaining: amount, ...lot }]
    same((await desk.find(subject)).subject.points.bonus, { ...empty, seq: 1, balance: amount, lots })
    const [line] = await desk.store.statement(desk.tenant, subject, 'bonus')
    same(line, { seq: 1, kind: 'award', amount, balanceAfter: amount, at, reason: 'all', lot })
  })

  law('books several transfers of one command in one currency', async () => {
    const { member, find, store: it, tenant } = deskOf(await store())
    const [one, other] = [awarding(500), awarding(100)]
    const both = say((subject, key) => {
      const first = one.decide(subject, key)
      const then = stepOf(uuid(), subject, [one]).after
      const second = other.decide(then, key)
      return ok([shown, ...(first.ok ? first.value : []), ...(second.ok ? second.value : [])])
    })
    const subject = await member(both)
    same((await find(subject, [both.id])).subject.points.bonus?.balance, 600)
    same(
      (await it.statement(tenant, subject, 'bonus')).map(({ amount }) => amount),
      [100, 500],
    )
  })

  law('states an account newest first, a page at a time', async () => {
    const { member, act, store: it, tenant } = deskOf(await store())
    const subject = await member(events(shown), ...Array.from({ length: 60 }, (_, n) => awarding(n)))
    await act(subject, spending(70), awarding(3, { currency: 'respect' }))
    const seqs = async (page?: { before?: number; limit?: number }, currency = 'bonus'): Promise<readonly number[]> =>
      (await it.statement(tenant, subject, currency, page)).map(({ seq }) => seq)
    same((await seqs()).length, 50)
    same(await seqs({ limit: 3 }), [61, 60, 59])
    same(await seqs({ before: 59, limit: 2 }), [58, 57])
    same(await seqs({ before: 3 }), [2, 1])
    same([await seqs({}, 'respect'), await seqs({}, 'none')], [[1], []])
    same(await it.statement(tenant, subject, 'bonus', { limit: 2 }), [
      { seq: 61, kind: 'redeem', amount: 70, balanceAfter: 1700, at, reason: 'reward:voucher' },
      { seq: 60, kind: 'award', amount: 59, balanceAfter: 1770, at, reason: 'order:59', lot: lotFrom(at) },
    ])
    same(await it.statement(tenant, uuid(), 'bonus'), [])
  })
}
