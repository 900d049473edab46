import { nobody } from '../../core/subject/subject.js'
import { type Case, same } from './case.js'
import { deskOf } from './desk.js'
import { awarding, uuid } from './steps.js'

/** The words that people agreed to, which evidence names by their hash. */
export function noticeLaws({ law, store }: Case): void {
  law('keeps the words of a notice once, and tells them by hash, to its tenant', async () => {
    const it = await store()
    const [one, other] = [deskOf(it), deskOf(it)]
    const plain = { text: 'Zürich 山田 "\\"', hash: 'b', version: 3, language: 'de-CH' }
    const varied = { ...plain, hash: 'a', variant: 'red' }
    same(await one.put(uuid(), nobody, [awarding(1)], { notices: [plain, varied] }), 'stored')
    same(await one.put(uuid(), nobody, [awarding(1)], { notices: [{ ...plain, text: 'other words' }] }), 'stored')
    same(await it.notices(one.tenant, ['b', 'a', 'b', 'c']), [varied, plain])
    same([await it.notices(one.tenant, []), await it.notices(other.tenant, ['a', 'b'])], [[], []])
  })
}
