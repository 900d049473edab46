import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, erasing, events, forgotten, learned } from './steps.js'

/** A value that is no longer held is gone when the step is stored. */
export function forgettingLaws({ law, store }: Case): void {
  law('forgets the values that a step forgets, and no other', async () => {
    const { member, act, find } = deskOf(await store())
    const subject = await member(events(learned('email', 'a@b.ch'), learned('name', 'A')))
    await act(subject, events(forgotten('email')))
    const { values, known } = (await find(subject)).subject
    same([Object.keys(values), Object.keys(known)], [['name'], ['name']])
  })

  law('forgets a value within the step that learned it', async () => {
    const { member, find } = deskOf(await store())
    const subject = await member(events(learned('email', 'a@b.ch'), learned('name', 'A')), events(forgotten('email')))
    same((await find(subject)).subject.values, { name: 'A' })
  })

  law('holds nothing of somebody erased but that they were', async () => {
    const { member, act, find } = deskOf(await store())
    const said = awarding(5)
    const subject = await member(events(learned('email', 'a@b.ch'), learned('name', 'A')), said)
    same(await act(subject, erasing()), 'stored')
    const { id, subject: erased, answered } = await find(subject, [said.id])
    same([id, erased.values, erased.known], [subject, {}, {}])
    same([erased.erasedAt !== null, erased.points.bonus?.balance, erased.points.bonus?.lots], [true, 0, []])
    same(Object.keys(answered), [said.id])
  })
}
