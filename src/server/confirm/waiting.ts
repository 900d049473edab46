import type { Json } from '../../core/json.js'
import type { Program } from '../../core/program/program.js'
import type { SealedEvent } from '../../core/subject/event.js'
import type { Said } from '../../core/subject/said.js'
import type { Subject } from '../../core/subject/subject.js'

/** An identifier that consents wait for. */
export interface Waiting {
  readonly field: string
  readonly value: Json
  /** The purposes agreed to. */
  readonly purposes: readonly string[]
  /** When the last of them lapses, epoch milliseconds. */
  readonly until: number
}

/** The identifiers of a subject that have yet to be confirmed, so that something that was agreed to counts. */
export function waitingOf(program: Program, subject: Subject, now: number): readonly Waiting[] {
  if (subject.erasedAt !== null) return []
  return Object.entries(subject.known).flatMap(([field, { confirmed }]) => {
    const value = subject.values[field]
    if (confirmed || value === undefined || program.fields[field]?.kind !== 'identifier') return []
    const open = Object.entries(subject.grounds).flatMap(([purpose, byField]) => {
      const { status, confirmBy = 0 } = byField[field] ?? {}
      const isOpen = program.purposes[purpose]?.confirm === true && status === 'granted' && confirmBy > now
      return isOpen ? [{ purpose, confirmBy }] : []
    })
    if (open.length === 0) return []
    const until = Math.max(...open.map(({ confirmBy }) => confirmBy))
    return [{ field, value, purposes: open.map(({ purpose }) => purpose), until }]
  })
}

/** One logged command after which somebody may have to be written to. */
export interface Cause {
  readonly subject: string
  readonly command: string
  /** How it was said. */
  readonly said: Pick<Said, 'type'> | null
  readonly events: readonly Pick<SealedEvent, 'type'>[]
}

type Touches = Partial<{
  readonly type: string
  readonly field: string
  readonly purpose: string
  readonly at: number
}>

/** When it was decided, epoch milliseconds. */
export const decidedAt = ({ events }: Pick<Cause, 'events'>): number =>
  Math.max(0, ...events.map(({ at = 0 }: Touches) => at))

/** What is told of members of old: an import writes to nobody, unless the site has it sent (`resendConfirmation`). */
const imports: ReadonlySet<Said['type']> = new Set(['enrol', 'attest'])

/** Whether something was agreed to that has to be confirmed, or an identifier was given or corrected. */
export const isCause = (program: Program, { said, events }: Pick<Cause, 'said' | 'events'>): boolean =>
  (said === null || !imports.has(said.type)) && events.some((event) => isOpening(event) || isLearning(program, event))

const isOpening = ({ type }: Touches): boolean => type === 'unconfirmed'
const isLearning = (program: Program, { type, field = '' }: Touches): boolean =>
  type === 'learned' && program.fields[field]?.kind === 'identifier'

/** Whether this is what an identifier waits since. */
export const opens = (program: Program, { events }: Cause, { field, purposes }: Waiting): boolean =>
  events.some((event: Touches) => {
    if (isOpening(event)) return event.field === field || purposes.includes(event.purpose ?? '')
    return isLearning(program, event) && event.field === field
  })
