import { type Account, empty } from '../../core/points/account.js'
import { book } from '../../core/points/book.js'
import { enter, note } from '../../core/points/movement.js'
import type { Transfer } from '../../core/points/transfer.js'
import { nobody } from '../../core/subject/subject.js'
import type { Sum } from '../../ports/store.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at, awarding, buying, erasing, events, lotFrom, moving, shown, spending, stepOf, uuid } from './steps.js'
import { story, transfersOf } from './story.js'

/** What others check the ledger by. */
export function auditLaws({ law, store }: Case): void {
  law('gives every account with all its transfers, of which it is the fold', async () => {
    const desk = deskOf(await store())
    const ids = await Promise.all([desk.member(...story()), desk.member(...story()), desk.member(awarding(3))])
    await desk.member(events(shown))
    const gone = await desk.member(awarding(4), awarding(5, { currency: 'respect' }))
    await desk.act(gone, erasing())
    const audited = await desk.store.audit(desk.tenant, null, 100)
    same(audited.length, 3 + 3 + 1 + 2)
    for (const { subject, currency, account, transfers } of audited) {
      same(transfers.reduce<Account>(book, empty), account)
      same((await desk.find(subject)).subject.points[currency], account)
      same(
        transfers.map(({ seq }) => seq),
        transfers.map((_, n) => n + 1),
      )
    }
    same([...new Set(audited.map(({ subject }) => subject))], [...ids, gone].sort())
    const paged: unknown[] = []
    for (let page = await desk.store.audit(desk.tenant, null, 2); page.length > 0; ) {
      paged.push(...page)
      const { subject, currency } = page.at(-1) as { subject: string; currency: string }
      page = await desk.store.audit(desk.tenant, { subject, currency }, 2)
    }
    same(paged, audited)
  })

  law('adds up what was booked in a time, by currency, kind and what it was for', async () => {
    const desk = deskOf(await store())
    const said = [story(), story(), [awarding(3, { at: at + 5000 }), awarding(8, { at: at + 9000 })]]
    const ids = said.map(() => uuid())
    for (const [n, id] of ids.entries()) await desk.put(id, nobody, said[n] ?? [])
    const all = ids.flatMap((id, n) => transfersOf(stepOf(id, nobody, said[n] ?? [])))
    for (const span of [{ until: at + 9000 }, { from: at + 1, until: at + 9001 }, { from: at, until: at }]) {
      const { from = 0, until } = span
      same(await desk.store.sums(desk.tenant, span), summed(all.filter((one) => from <= one.at && one.at < until)))
    }
  })

  law('adds up the largest amounts, and what filled a debt or became one', async () => {
    const desk = deskOf(await store())
    const most = Number.MAX_SAFE_INTEGER
    await desk.member(
      moving(most, (account, why) => ({ ...enter(account, 'award', why, lotFrom(at)), fills: 0 }), {
        why: { code: 'rule:all' },
      }),
    )
    const [sum] = await desk.store.sums(desk.tenant, { until: at + 1 })
    same(sum, { currency: 'bonus', kind: 'award', code: 'rule:all', transfers: 1, amount: most, fills: 0, owes: 0 })
  })

  law('tells what rests on somebody’s word, oldest first, with what was kept back', async () => {
    const desk = deskOf(await store())
    const [giver, other] = [uuid(), uuid()]
    const given = (amount: number, when: number, by = giver, kind: 'award' | 'credit' = 'award') =>
      moving(amount, (account, why) => ({ ...enter(account, kind, why, lotFrom(at)), giver: by }), { at: when })
    const kept = moving(0, (account, why) => ({ ...note(account, 'suppress', why), giver, withheld: 4 }), {
      at: at + 6,
    })
    const a = await desk.member(given(1, at + 8), given(2, at + 4), awarding(9))
    const b = await desk.member(kept, given(3, at + 5), given(4, at + 9, other), given(5, at + 7, giver, 'credit'))
    const found = await desk.store.givenBy(desk.tenant, giver, at + 5)
    same(
      found.map(({ subject, amount, withheld = 0 }) => [subject, amount, withheld]),
      [
        [b, 3, 0],
        [b, 0, 4],
        [a, 1, 0],
      ],
    )
    const [first] = found
    same(first, {
      subject: b,
      ...(await desk.store.audit(desk.tenant, null, 9)).find((one) => one.subject === b)?.transfers[1],
    })
    same(await desk.store.givenBy(desk.tenant, uuid(), 0), [])
  })

  law('states what each line was for', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(
      moving(50, (account, why) => ({ ...enter(account, 'award', why, lotFrom(at)), withheld: 3 }), {
        why: { code: 'rule:buy', actor: 'staff:17' },
      }),
      moving(9, (account, why) => ({ ...note(account, 'notice', why), shortfall: 2, owes: 0 })),
      spending(4),
    )
    same(await desk.store.statement(desk.tenant, subject, 'bonus'), [
      { seq: 3, kind: 'redeem', amount: 4, balanceAfter: 46, at, reason: 'reward:voucher' },
      { seq: 2, kind: 'notice', amount: 9, balanceAfter: 50, at, reason: 'a reason', shortfall: 2, owes: 0 },
      {
        seq: 1,
        kind: 'award',
        amount: 50,
        balanceAfter: 50,
        at,
        reason: 'a reason',
        code: 'rule:buy',
        lot: lotFrom(at),
        withheld: 3,
        actor: 'staff:17',
      },
    ])
  })

  law('keeps a coupon out of the books', async () => {
    const desk = deskOf(await store())
    const subject = await desk.member(awarding(9), buying(5, {}))
    same(
      (await desk.store.statement(desk.tenant, subject, 'bonus')).map(({ kind }) => kind),
      ['redeem', 'award'],
    )
  })
}

function summed(transfers: readonly Transfer[]): readonly Sum[] {
  const sums = new Map<string, Sum>()
  for (const { currency, kind, code = null, amount, fills = 0, owes = 0 } of transfers) {
    const name = `${currency} ${kind} ${code ?? ''}`
    const { transfers = 0, ...before } = sums.get(name) ?? { amount: 0, fills: 0, owes: 0 }
    const all = { amount: before.amount + amount, fills: before.fills + fills, owes: before.owes + owes }
    sums.set(name, { currency, kind, code, transfers: transfers + 1, ...all })
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}
