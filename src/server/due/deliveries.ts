import type { Entry } from '../../ports/store.js'
import type { Answered } from '../calls/asked.js'
import { askedByServer } from '../calls/asked-by-server.js'
import { commit, trying } from '../calls/commit.js'
import { completeHalves } from '../calls/complete-halves.js'
import { creditKey } from '../calls/halves.js'
import { revokeEntries } from '../calls/revoke-awards.js'
import { whoseMember } from '../calls/whose.js'
import type { Desk } from '../desk.js'

/** What one run of the deliveries came to. */
export interface Delivered {
  /** Second halves of gifts and of respect that had not arrived. */
  readonly delivered: number
  /** Gifts that went back: whoever should have had them is not there any more. */
  readonly returned: number
  /** Awards that count no more, because their giver was erased and the currency says so. */
  readonly revoked: number
  /** Whether the time was over before the end. */
  readonly more: boolean
}

/** The name of the reader that sees to second halves. */
const reader = 'deliveries'

/** As many lines as one bulk books at once: a store may have to look through all that one transaction booked. */
const page = 4_000

/**
 * Reads on from where it was last left, and completes what concerns two people. Many may do it at once: the second
 * half has a key of its own, and whoever comes later finds it done. What fails is read again.
 */
export async function deliver(desk: Desk, isOver: () => boolean): Promise<Delivered> {
  const sums = { delivered: 0, returned: 0, revoked: 0 }
  let after = await trying(() => desk.store.marked(desk.tenant, reader))
  for (;;) {
    if (isOver()) return { ...sums, more: true }
    const { entries, cursor } = await trying(() => desk.store.feed(desk.tenant, after, page))
    if (entries.length === 0) return { ...sums, more: false }
    const answers = await completeHalves(desk, entries)
    sums.delivered += answers.filter(({ answer, known }) => answer.ok && !known).length
    sums.returned += await returnGifts(desk, entries, answers)
    sums.revoked += await revokeOfErased(desk, entries)
    await trying(() => desk.store.mark(desk.tenant, reader, cursor))
    after = cursor
  }
}

/** What nobody can receive any more goes back to where it came from, once. */
async function returnGifts(desk: Desk, entries: readonly Entry[], answers: readonly Answered[]): Promise<number> {
  const refused = new Set(answers.flatMap(({ answer }) => (answer.ok ? [] : [answer.id])))
  const gifts = new Map<string, Set<string>>()
  for (const { kind, key, subject } of entries)
    if (kind === 'give' && refused.has(creditKey(desk.secrets, key, subject)))
      gifts.set(subject, (gifts.get(subject) ?? new Set()).add(key))
  const jobs = [...gifts].map(([giver, keys]) => {
    const asked = [...keys].map((of) =>
      askedByServer(desk, desk.secrets.half(`returned:${giver}:${of}`), {
        type: 'returned',
        of,
        reason: 'no-receiver',
      }),
    )
    return { ...whoseMember(desk, { id: giver, login: null }, asked), asked }
  })
  const done = jobs.length > 0 ? await commit(desk, jobs) : []
  return done.flatMap((one) => one.answers).filter(({ answer, known }) => answer.ok && !known).length
}

/** An account that was closed is its owner's end: what they gave counts no more where the currency says so. */
async function revokeOfErased(desk: Desk, entries: readonly Entry[]): Promise<number> {
  const { currencies } = desk.plan.program
  let revoked = 0
  for (const { kind, subject, currency } of entries) {
    if (kind !== 'forfeit' || currencies[currency]?.erasedGivers !== 'revoke') continue
    const why = { since: 0, actor: 'evenhanded', reason: 'giver-erased', currency }
    revoked += (await revokeEntries(desk, subject, why)).revoked
  }
  return revoked
}
