import type { SubjectCommand } from '../../core/subject/command.js'
import type { Answer } from '../../core/subject/outcome.js'
import type { Refusal, RefusalCode } from '../../core/subject/refusal.js'

/** A command that the server refused, kept with its reason until somebody sees to it. */
export interface Parked {
  readonly command: SubjectCommand
  readonly error: Refusal
  /** When the refusal came, epoch milliseconds. */
  readonly at: number
}

/** As a page shows it. */
export interface ParkedShown {
  readonly id: string
  readonly type: SubjectCommand['type']
  /** What it was about, as far as it was about one of these. */
  readonly offer?: string
  readonly purpose?: string
  readonly field?: string
  readonly reward?: string
  /** When it was said, and when it was refused: epoch milliseconds. */
  readonly at: number
  readonly refusedAt: number
  readonly error: Refusal
}

export const parkedKey = 'parked:'

/** As long as a server remembers the ids of commands. */
const longest = 90 * 86_400_000

/** Refusals that leave nothing to be done: what was wanted stands already. */
const done: readonly RefusalCode[] = ['already_accepted', 'not_accepted']

/** What of these answers has to be kept for somebody to see to. */
export const toPark = (
  commands: ReadonlyMap<string, SubjectCommand>,
  answers: readonly Answer[],
  now: number,
): readonly Parked[] =>
  answers.flatMap((answer) => {
    const command = commands.get(answer.id)
    return command && !answer.ok && !done.includes(answer.error.code) ? [{ command, error: answer.error, at: now }] : []
  })

export const parkedEntry = (parked: Parked): readonly [key: string, value: Parked] => [
  parkedKey + parked.command.id,
  parked,
]

/** Also where the clock has been put back since, which must not keep it for ever. */
export const isOver = ({ at }: Parked, now: number): boolean => Math.abs(now - at) > longest

export function shownParked({ command, error, at }: Parked): ParkedShown {
  const { id, type, at: said } = command
  return {
    ...{ id, type, at: said, refusedAt: at, error },
    ...('offer' in command && { offer: command.offer }),
    ...('purpose' in command && { purpose: command.purpose }),
    ...('field' in command && { field: command.field }),
    ...('reward' in command && { reward: command.reward }),
  }
}

/** Each once, in the order in which storage has them: another tab may have been told the same. */
export const added = (parked: readonly Parked[], more: readonly Parked[]): readonly Parked[] =>
  [...new Map([...parked, ...more].map((one) => [one.command.id, one])).values()].sort((a, b) =>
    a.command.id < b.command.id ? -1 : 1,
  )
