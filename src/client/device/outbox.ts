import type { SubjectCommand } from '../../core/subject/command.js'
import type { Settled } from '../settled.js'
import type { Entry, KeptEntry, SaidUnder } from './home.js'

/** Commands on their way. */
export interface Sending {
  readonly commands: readonly SubjectCommand[]
  /** By which they were said, all of them. */
  readonly program: SaidUnder
  readonly subject: string | null
  /** Since when they had been here: nobody after somebody who left is somebody else. */
  readonly since?: number
  /** The server's word that was known when they were sent. */
  readonly stamp: string | undefined
  /** They are somebody's who has left. */
  readonly leftBy?: string
}

/** An outbox after some answers: what is left of it, and what that changes in storage. */
interface Answered {
  readonly left: readonly Entry[]
  /** The keys that nothing is left under. */
  readonly gone: readonly string[]
  readonly rewritten: readonly (readonly [key: string, kept: KeptEntry])[]
}

export function without(entries: readonly Entry[], answers: readonly Settled[]): Answered {
  const answered = new Set(answers.map(({ id }) => id))
  const touched = entries.filter(({ commands }) => commands.some(({ id }) => answered.has(id)))
  const cut = (entry: Entry): Entry => ({ ...entry, commands: entry.commands.filter(({ id }) => !answered.has(id)) })
  const isOpen = ({ commands }: Entry) => commands.length > 0
  return {
    left: entries.map(cut).filter(isOpen),
    gone: touched.filter((entry) => !isOpen(cut(entry))).map(({ key }) => key),
    rewritten: touched
      .map(cut)
      .filter(isOpen)
      .map(({ key, ...kept }) => [key, kept]),
  }
}

/** Tells two outboxes apart. */
export const idsOf = (entries: readonly Entry[]): string =>
  entries.flatMap(({ commands }) => commands.map(({ id }) => id)).join()
