import type { Duration } from '../../core/duration.js'
import type { Notice } from '../../core/program/notice.js'
import type { Command } from '../../core/subject/command.js'
import type { Answer } from '../../core/subject/outcome.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Lookup } from '../../ports/store.js'
import type { Who } from './reference.js'

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
  /** What a device sends that names nothing of the program is not kept. */
  readonly sender: 'device' | 'backend'
  /** The keyed hash of the giver's login, where the giver was named so. */
  readonly giverLogin?: string
  /** Of a hold that lasts from when it is decided. */
  readonly lasts?: Duration
  /** Of a revocation: what caps kept back on that day, and may count now. Those of one batch are of one currency. */
  readonly suppressed?: NonNullable<Lookup['suppressed']>
  /** What need not be decided, nor kept, where this holds by then. */
  readonly unless?: (subject: Subject) => boolean
  /** A refusal of it is not kept: it has no key, and what stands already says the same. */
  readonly fleeting?: true
  /** What was shown when it was said, where the words are known: kept, so that their hash can be read. */
  readonly shown?: Notice
  /** Of the first half of what concerns two people: the second, made of the first as it was decided. */
  readonly follows?: (own: Command) => Command
}

/** One person's commands. */
export interface Batch {
  readonly who: Who
  readonly asked: readonly Asked[]
}

/** A command that is refused whatever is stored. */
export const hopeless = (id: string, code: Parameters<typeof refusal>[0], subject: string | null = null): Asked => ({
  id,
  hash: null,
  subject,
  command: null,
  refusal: refusal(code),
  whenNobody: 'refused',
  sender: 'device',
})

/** An answer, and whether it was given before. */
export interface Answered {
  readonly answer: Answer & {
    /** The second half, kept with the first, so that whoever finds that one alone can complete it. */
    readonly follows?: Command
  }
  readonly known: boolean
}
