import { enter } from '../../core/points/movement.js'
import { sign, type Transfer, type TransferKind } from '../../core/points/transfer.js'
import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { at, awarding, capturing, erasing, events, holding, lotFrom, moving, reversing, stepOf, uuid } from './steps.js'
import { story, transfersOf } from './story.js'

/** Whatever an account can be, it is when it is loaded again. */
export function accountLaws({ law, store }: Case): void {
  law('keeps every kind of transfer, and the account after each of them', async () => {
    const { put, look } = deskOf(await store())
    const subject = uuid()
    const kinds = new Set<TransferKind>()
    let before = nobody
    for (const said of [...story(), erasing()]) {
      const step = stepOf(subject, before, [said])
      same(await put(subject, before, [said]), 'stored')
      const found = await look({ subject, cites: [said.id] })
      same(found.subject.points, step.after.points)
      same(found.subject.cited[said.id]?.transfers, transfersOf(step))
      for (const { kind } of transfersOf(step)) kinds.add(kind)
      before = step.after
    }
    same([...kinds].sort(), Object.keys(sign).sort())
  })

  law('keeps it all in one step, too', async () => {
    const { put, find } = deskOf(await store())
    const subject = uuid()
    const said = story()
    same(await put(subject, nobody, said), 'stored')
    same((await find(subject)).subject.points, stepOf(subject, nobody, said).after.points)
  })

  law('keeps holds in the order in which they were made, until they are resolved', async () => {
    const { act, find, member } = deskOf(await store())
    const [first, second] = [uuid(), uuid()]
    const subject = await member(
      awarding(90),
      holding(20, at + 9, { id: second }),
      holding(30, at + 5, { id: first }),
      holding(5, at + 7),
    )
    const keys = async () => (await find(subject)).subject.points.bonus?.holds.map(({ key, amount }) => [key, amount])
    same((await keys())?.slice(0, 2), [
      [second, 20],
      [first, 30],
    ])
    same(await act(subject, capturing(second, 15), capturing(first, 0)), 'stored')
    const { balance, held, holds, lots } = (await find(subject)).subject.points.bonus ?? {}
    same([balance, held, holds?.length, lots?.map(({ remaining }) => remaining)], [75, 5, 1, [70]])
  })

  law('keeps a debt, below zero, until it is filled', async () => {
    const { act, find, member } = deskOf(await store())
    const award = awarding(50)
    const subject = await member(
      award,
      moving(40, (account, why) => enter(account, 'award', why, lotFrom(at))),
    )
    same(await act(subject, reversing(award.id, Number.MAX_SAFE_INTEGER - 90)), 'stored')
    const debt = Number.MAX_SAFE_INTEGER - 180
    const { bonus } = (await find(subject)).subject.points
    same([bonus?.balance, bonus?.debt, bonus?.lots], [-debt, debt, []])
    same(await act(subject, awarding(debt - 1)), 'stored')
    same(await act(subject, awarding(3)), 'stored')
    const { balance, debt: left, lots } = (await find(subject)).subject.points.bonus ?? {}
    same([balance, left, lots?.map(({ remaining }) => remaining)], [2, 0, [2]])
  })

  law('keeps points that come back to a lot that is gone, and a lot that changes its dates within a step', async () => {
    const { act, find, member } = deskOf(await store())
    const hold = uuid()
    const subject = await member(awarding(50, { at: at - 5 }), awarding(10, { at: at + 5 }))
    const steps = [
      [holding(50, at + 9, { id: hold })],
      [capturing(hold, 20)],
      [holding(30, at + 9, { id: uuid() })],
    ] as const
    let expected = (await find(subject)).subject
    for (const said of steps) {
      expected = stepOf(subject, expected, said).after
      same(await act(subject, ...said), 'stored')
      same((await find(subject)).subject.points, expected.points)
    }
    const again = uuid()
    const back = await member(awarding(50, { at: at - 5 }))
    const { subject: read } = await find(back)
    const said = [holding(50, at + 9, { id: again }), capturing(again, 1)]
    expected = stepOf(back, read, said).after
    same(await act(back, ...said), 'stored')
    same((await find(back)).subject.points, expected.points)
  })

  law('keeps any word of a program as a name, to the letter', async () => {
    const { act, find, look } = deskOf(await store())
    const subject = uuid()
    const name = `"a'\\ ${'\u2028'} 😀 constructor`
    const said = moving(
      5,
      (account, why) => ({
        ...enter(account, 'award', why, lotFrom(at)),
        tallies: [{ name, n: 1, until: at + 1 }],
        tier: { name, since: at },
        deed: { name, day: 1, n: 1, keptFrom: 0 },
      }),
      { currency: name, why: { reason: name, code: name, actor: name } },
    )
    same(await act(subject, events(), said), 'stored')
    const { after } = stepOf(subject, nobody, [said])
    same((await find(subject)).subject.points, after.points)
    const cited = (await look({ subject, cites: [said.id] })).subject.cited[said.id]?.transfers[0] as Transfer
    same([cited.reason, cited.code, cited.actor, cited.currency, cited.tier?.name], Array(5).fill(name))
  })
}
