import type { Plan } from '../../core/program/plan.js'
import { refused } from '../../core/result.js'
import type { SubjectRecord } from '../../core/rights/subject-record.js'
import { refusal } from '../../core/subject/refusal.js'
import { nobody } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { Client, RequestEntered } from '../client.js'
import type { Board } from '../picture/board.js'
import type { Session } from '../sending/session.js'
import { consentsOf, knownOf } from './overview.js'
import type { Tally } from './tally.js'

/** What somebody asks of the server for themselves, and is told at once. */
export function createRights(given: {
  readonly plan: Plan
  readonly board: Board
  readonly session: Session
  readonly tally: Tally
  readonly clock: Clock
  readonly newId: () => string
}): Pick<Client, 'record' | 'request'> {
  const { plan, board, session, tally, clock, newId } = given

  /** What was said before is heard before. */
  async function asked<Reply>(path: string, body?: object) {
    await session.ready
    if (board.get().unsent.length > 0) await session.sync()
    return board.get().subject === null ? refused(refusal('no_subject')) : session.ask<Reply>(path, body)
  }

  return {
    async record() {
      const answer = await asked<SubjectRecord>('/record')
      if (!answer.ok) return answer
      const { subject, local } = board.get()
      // Somebody else is signed in by now: what is theirs is not shown as this one's.
      if (answer.value.subject !== subject) return refused(refusal('wrong_subject'))
      const folds = { optimistic: nobody, local }
      const device = {
        known: knownOf(plan, folds, clock()),
        consents: consentsOf(plan, folds, clock()),
        uses: tally.list(),
      }
      return { ok: true, value: { ...answer.value, device } }
    },
    async request(kind, says) {
      const asking = { id: newId(), subject: board.get().subject, kind, ...(says && { says }) }
      const entered = await asked<RequestEntered>('/requests', asking)
      // From now on nothing is proposed, on this page as elsewhere.
      if (entered.ok && kind === 'complaint') await session.sync()
      return entered
    },
  }
}
