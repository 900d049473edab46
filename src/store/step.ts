import { EvenhandedError } from '../core/error.js'
import type { Account } from '../core/points/account.js'
import type { Transfer } from '../core/points/transfer.js'
import { type Event, type SealedEvent, sealed } from '../core/subject/event.js'
import type { Said } from '../core/subject/said.js'
import { accountOf, type Subject } from '../core/subject/subject.js'
import type { Committed, Step } from '../ports/store.js'

/** A currency whose account a step changes, as it was read and as it becomes. */
export interface Change {
  readonly currency: string
  readonly before: Account
  readonly after: Account
}

/** What a step guards and writes of its points: what changed; of an erasure, all that there is. */
export const changes = (step: Step): readonly Change[] =>
  Object.keys(step.after.points)
    .map((currency) => ({ currency, before: accountOf(step.before, currency), after: accountOf(step.after, currency) }))
    .filter(({ before, after }) => after.seq !== before.seq || (erases(step) && after.seq > 0))

export const erases = ({ before, after }: Step): boolean => before.erasedAt === null && after.erasedAt !== null

/** How many accounts a subject has. */
export const accounts = ({ points }: Subject): number => Object.values(points).filter(({ seq }) => seq > 0).length

export const isBooked = (event: Event): event is Event & { type: 'booked' } => event.type === 'booked'

export const transfersOf = ({ events }: Committed): readonly Transfer[] =>
  events.filter(isBooked).map(({ transfer }) => transfer)

export const eventsOf = ({ commands }: Step): readonly Event[] => commands.flatMap(({ events }) => events)

/** A command that takes a line of its subject's log, and the version that it makes. */
export type Logged = readonly [version: number, command: Committed & { readonly said: Said }]

/** What a line of the log tells: points stand in the ledger, and a value nowhere but with its subject. */
export const sealedEvents = ({ events, commitments }: Committed): readonly SealedEvent[] =>
  events
    .filter((event) => !isBooked(event))
    .map((event) =>
      sealed(event, event.type === 'learned' && commitments ? ownOf(commitments, event.field) : undefined),
    )

/**
 * The keyed hashes of identifiers that a step gives to values which stay, by field; of other values that it changes,
 * none: what was there goes with the value.
 */
export const identifierOf = ({ identifiers }: Step, field: string): string | undefined =>
  identifiers && ownOf(identifiers, field)

const ownOf = (of: { readonly [name: string]: string }, name: string): string | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined

/**
 * A step's logged commands with the version that each makes.
 *
 * @throws EvenhandedError `bad_step` where versions and commands do not match, a command would leave no trace, nobody
 *   said it, or a transfer names another command
 */
export function logged(step: Step): readonly Logged[] {
  const commands = step.commands.filter((command) => command.logged)
  const traceless = step.commands.find((command) => !command.logged && !command.events.some(isBooked))
  if (traceless) throw badStep(step, `command ${traceless.id} is neither logged nor books anything`)
  const foreign = step.commands.find((command) => transfersOf(command).some(({ key }) => !isSame(key, command.id)))
  if (foreign) throw badStep(step, `command ${foreign.id} books under another key`)
  if (step.after.version !== step.before.version + commands.length)
    throw badStep(step, `${commands.length} logged commands lead to version ${step.after.version}`)
  return commands.map((command, n) => {
    if (!command.said) throw badStep(step, `command ${command.id} is logged, and not how it was said`)
    return [step.before.version + n + 1, { ...command, said: command.said }]
  })
}

/** Whether the subject has to be as it was read: where more than points changes, and where it gets a key. */
export const guardsSubject = (step: Step): boolean =>
  step.key !== undefined || step.commands.some((command) => command.logged)

const isSame = (one: string, other: string): boolean => one === other || one.toLowerCase() === other.toLowerCase()

export const badStep = ({ subject, before }: Step, what: string): EvenhandedError =>
  new EvenhandedError('bad_step', `A step of subject ${subject} from version ${before.version}: ${what}`)

/**
 * The positions of the steps that are the first of their subject. The others were decided from a reading that the
 * first one ends, or would end.
 */
export function firsts(steps: readonly Step[]): readonly number[] {
  const seen = new Map<string, number>()
  for (const [n, { subject }] of steps.entries()) {
    const id = subject.toLowerCase()
    if (!seen.has(id)) seen.set(id, n)
  }
  return [...seen.values()]
}
