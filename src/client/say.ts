import type { Plan } from '../core/program/plan.js'
import { type Result, refused } from '../core/result.js'
import type { SubjectCommand } from '../core/subject/command.js'
import { decide } from '../core/subject/decide.js'
import { type Outcome, outcomeOf } from '../core/subject/outcome.js'
import { type Refusal, refusal } from '../core/subject/refusal.js'
import type { Clock } from '../ports/clock.js'
import { gpc, isDue } from './browser/gpc.js'
import { applied, type Board, foldOver } from './picture/board.js'
import type { Done, Settled } from './settled.js'

type Envelope = 'id' | 'subject' | 'at' | 'touchpoint' | 'seen' | 'own'
type Unsaid<Command> = Command extends SubjectCommand ? Omit<Command, Envelope> : never

/** A command before it has its envelope. */
export type Saying = Unsaid<SubjectCommand>

/** Something that was said: applied to the picture already, and on its way to where it is kept. */
export interface Said {
  readonly outcome: Outcome
  /** Resolves when it is kept. */
  readonly kept: Promise<void>
  readonly settled: Promise<Settled>
}

/** Where what was said is kept. Neither rejects. */
export interface Keeper {
  /** Keeps a command until the server has answered it. */
  command(command: SubjectCommand): { readonly kept: Promise<void>; readonly settled: Promise<Settled> }
  /** Keeps the local part as it is now. */
  local(): Promise<void>
}

/** The two ways to say something: to the server by way of the outbox, or to this device alone. */
export interface Say {
  toServer(saying: Saying): Result<Said, Refusal>
  here(saying: Saying): Result<Said, Refusal>
  /** What would speak against saying it here; nothing is said. */
  refusedHere(saying: Saying): Refusal | undefined
}

export function createSay(
  plan: Plan,
  touchpoint: string,
  { board, keeper, clock, newId }: { board: Board; keeper: Keeper; clock: Clock; newId: () => string },
): Say {
  const enveloped = (
    saying: Saying,
    unsent: readonly SubjectCommand[] = [],
    seen = Number.MAX_SAFE_INTEGER,
  ): SubjectCommand => {
    const own = unsent.filter(mayBeLifted).map(({ id }) => id)
    const { subject } = board.get()
    return { ...saying, id: newId(), subject, at: clock(), touchpoint, seen, ...(own.length > 0 && { own }) }
  }
  function decidedHere(saying: Saying) {
    // What stays here was said here: nothing of it is unknown.
    const command = enveloped(saying)
    const { local } = board.get()
    return { command, local, decided: decide(plan, local, command, command.at) }
  }
  return {
    toServer(saying) {
      const { confirmed, optimistic, unsent } = board.get()
      const { version } = confirmed
      // What a browser signals comes before what its first exchange agrees to: that is the later choice.
      const first = saying.type !== 'signal' && isDue(plan, optimistic) ? [enveloped(gpc, unsent, version)] : []
      const before = [...unsent, ...first]
      const command = enveloped(saying, before, version)
      const subject = foldOver(plan, optimistic, first)
      const decided = decide(plan, subject, command, command.at)
      if (!decided.ok) return decided
      for (const signal of first) keeper.command(signal)
      const keeping = keeper.command(command)
      board.set({ optimistic: applied(subject, decided.value), unsent: [...before, command] })
      return { ok: true, value: { outcome: outcomeOf(command, decided.value), ...keeping } }
    },
    refusedHere(saying) {
      const { decided } = decidedHere(saying)
      return decided.ok ? undefined : decided.error
    },
    here(saying) {
      const { command, local, decided } = decidedHere(saying)
      if (!decided.ok) return decided
      board.set({ local: applied(local, decided.value) })
      const outcome = outcomeOf(command, decided.value)
      const settled = Promise.resolve({ id: command.id, ok: true, outcome } as const)
      // What was observed is gone with the visit: there is nothing to keep.
      const kept = saying.type === 'observe' ? Promise.resolve() : keeper.local()
      return { ok: true, value: { outcome, kept, settled } }
    },
  }
}

/** Only exits leave marks that a later grant must have known of; naming more would only lengthen each command. */
const mayBeLifted = ({ type }: SubjectCommand): boolean =>
  type === 'withdraw' || type === 'object' || type === 'leave' || type === 'signal'

/** What a command says, without its envelope: to be said once more. */
export function unsaid(command: SubjectCommand): Saying {
  const { id: _, subject: __, at: ___, touchpoint: ____, seen: _____, own: ______, ...saying } = command
  return saying as Saying
}

/** What the caller of an exit or another plain command gets. */
export async function done(said: Result<Said, Refusal>): Promise<Done> {
  if (!said.ok) return said
  await said.value.kept
  return { ok: true, settled: said.value.settled }
}

export const noSubject: Result<never, Refusal> = refused(refusal('no_subject'))
