import type { Desk } from '../desk.js'
import type { Answered, Batch } from './asked.js'
import { commit, type Done } from './commit.js'
import { idFor, postAll } from './quick.js'
import { whoseMember } from './whose.js'

/** What one person's commands were answered with. */
export interface Performed {
  readonly answers: readonly Answered[]
  /** The subject that it was done to; `null` where nobody is known, or nobody any more. */
  readonly subject: string | null
}

/**
 * Sees many people's commands through, each person's as one step: in one round trip what needs no decision, in two
 * more what does.
 *
 * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`
 */
export async function perform(desk: Desk, batches: readonly Batch[]): Promise<readonly Performed[]> {
  const posted = await postAll(desk, batches)
  const open = batches.flatMap(({ who, asked }, n) => {
    const left = asked.filter((_, nth) => !posted[n]?.[nth])
    return left.length > 0 ? [{ n, job: { ...whoseMember(desk, who, left), asked: left } }] : []
  })
  const decided = await commit(
    desk,
    open.map(({ job }) => job),
  )
  const done = new Map(open.map(({ n }, at) => [n, decided[at] as Done]))
  return batches.map(({ who, asked }, n) => {
    const own = done.get(n)
    const rest = own ? [...own.answers] : []
    const answers = asked.map((_, nth) => posted[n]?.[nth] ?? (rest.shift() as Answered))
    return { answers, subject: own ? (own.step?.subject ?? own.id) : asked.length > 0 ? idFor(desk, who) : null }
  })
}
