import type { BackendAnswer } from 'evenhanded/server'
import type { OldMember } from './member-row.js'
import type { Rejected } from './rejected.js'

/** What became of the values of one field. */
export interface FieldTally {
  imported: number
  /** A value is here already: nothing takes its place. */
  known: number
  /** Left out, and kept nowhere. */
  no_ground: number
}

/** What became of members; counts of rows. */
export interface MemberTally {
  enrolled: number
  known: number
  /** They left before, and stay so. */
  left: number
  readonly values: { [field: string]: FieldTally }
}

export function memberTally() {
  const tally: MemberTally = { enrolled: 0, known: 0, left: 0, values: {} }
  const rejected: Rejected[] = []
  const count = (field: string, what: keyof FieldTally): void => {
    const own = tally.values[field] ?? { imported: 0, known: 0, no_ground: 0 }
    tally.values[field] = own
    own[what]++
  }
  return {
    tally,
    rejected,
    /** @param attested the answers to consents of the same person, which may have taken values */
    take(member: OldMember, answer: BackendAnswer | undefined, attested: readonly BackendAnswer[]): void {
      const refusal = answer && !answer.ok ? answer.error : undefined
      const isMember = answer?.ok || refusal?.code === 'already_accepted'
      if (refusal?.code === 'left_before') tally.left++
      else if (!isMember) {
        rejected.push({ line: member.line, reason: refusal?.message ?? 'the server gave no answer' })
        return
      } else if (answer?.ok && answer.outcome.enrolled) tally.enrolled++
      else tally.known++
      const taken = [answer, ...attested].flatMap((one) => (one?.ok ? (one.outcome.learned ?? []) : []))
      const left = answer?.ok ? answer.outcome.ungrounded : refusal?.facts?.ungrounded
      for (const field of Object.keys(member.answers)) {
        const isLeft = !isMember || (left as readonly string[] | undefined)?.includes(field) === true
        count(field, taken.includes(field) ? 'imported' : isLeft ? 'no_ground' : 'known')
      }
    },
  }
}
