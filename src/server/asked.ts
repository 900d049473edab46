import type { Command } from '../core/subject/command.js'
import type { Answer } from '../core/subject/outcome.js'
import { type Refusal, refusal } from '../core/subject/refusal.js'

/** One command as it waits to be decided. */
export interface Asked {
  readonly id: string
  /** Of what was asked, so that one id with other content is noticed; `null` where nothing could be read. */
  readonly hash: string | null
  /** Whose the sender says it is. */
  readonly subject: string | null
  /** `null` where a refusal says why it is none. */
  readonly command: Command | null
  /** Known before anything is loaded; it is never stored. */
  readonly refusal?: Refusal
  /**
   * What it does where nobody is known yet: an accepted exchange makes a subject (law 8), some wait for one
   * in the same batch, the rest is refused.
   */
  readonly whenNobody: 'founds' | 'waits' | 'refused'
  /** The keyed hash of the giver's login, where the giver was named so. */
  readonly giverLogin?: string
}

/** A command that is refused whatever is stored. */
export const hopeless = (id: string, code: Refusal['code'], subject: string | null = null): Asked => ({
  id,
  hash: null,
  subject,
  command: null,
  refusal: refusal(code),
  whenNobody: 'refused',
})

/** An answer, and whether it was given before. */
export interface Answered {
  readonly answer: Answer
  readonly known: boolean
}
