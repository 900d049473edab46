import type { Points } from '../../../../src/core/points/account.js'
import type { Transfer } from '../../../../src/core/points/transfer.js'
import type { Policy } from '../../../../src/core/program/policy.js'
import type { Program } from '../../../../src/core/program/program.js'
import type { Event } from '../../../../src/core/subject/event.js'
import { pointsIn } from '../../../../src/core/subject/subject.js'
import { club } from '../../../ledger/program.js'
import { createMembers, type Kept, type Members, planOf, type Told } from '../../../ledger/pure.js'

/** What is told, without what is the same in most tests. */
type Said = Told extends infer C
  ? C extends unknown
    ? Omit<C, 'reason' | 'id'> & { reason?: string; id?: string }
    : never
  : never

export const day = 86_400_000

/** Two members and whoever tells of them, at an hour that can be moved. */
export interface Desk {
  readonly members: Members
  now: number
  /** The code of the refusal, or the lines that were booked as `kind amount`, those of other currencies named. */
  tell(said: Said, who?: number): string | readonly string[]
  /** The events that the last call led to. */
  readonly events: readonly Event[]
  points(currency?: string, who?: number): Points
  lines(who?: number): readonly Transfer[]
  account(currency?: string, who?: number): Kept['subject']['points'][string] | undefined
}

export function deskOf({
  program = club as unknown as Program,
  policy = {},
  now = Date.UTC(2026, 2, 20, 9),
}: {
  readonly program?: Program
  readonly policy?: Policy
  readonly now?: number
} = {}): Desk {
  const members = createMembers(planOf(program, policy), ['ada', 'bo'])
  let count = 0
  let events: readonly Event[] = []
  const kept = (who: number): Kept => members.kept[who] as Kept
  return {
    members,
    now,
    tell(said, who = 0) {
      const told = { id: `id:${count++}`, reason: 'test', ...said } as Told
      const decided = members.tell(who, told, this.now)
      events = decided.ok ? decided.value : []
      return decided.ok ? events.flatMap(shown) : decided.error.code
    },
    get events() {
      return events
    },
    points(currency = 'bonus', who = 0) {
      return pointsIn(kept(who).subject, currency, this.now)
    },
    lines: (who = 0) => kept(who).transfers,
    account: (currency = 'bonus', who = 0) => kept(who).subject.points[currency],
  }
}

function shown(event: Event): readonly string[] {
  if (event.type !== 'booked') return []
  const { kind, amount, currency } = event.transfer
  return [currency === 'bonus' ? `${kind} ${amount}` : `${kind} ${amount} ${currency}`]
}
