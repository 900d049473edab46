import type { Appraisal } from '../core/subject/appraisal.js'
import type { Command, SubjectCommand } from '../core/subject/command.js'
import type { Answer } from '../core/subject/outcome.js'
import type { RefusalCode } from '../core/subject/refusal.js'

/** What happened to a command, by names alone: no value, no person, no code of a coupon. */
export interface CommandEvent {
  readonly id: string
  readonly type: SubjectCommand['type']
  /** Where it was about an offer. */
  readonly offer?: string
  readonly ok: boolean
  /** Where it was refused; or why not all that was shown was given. */
  readonly code?: RefusalCode
}

/** What a site may count of an event, so that it learns which offers hardly anybody accepts; nobody is named by it. */
export interface Counted {
  readonly touchpoint?: string
  /**
   * The declared segments that whoever saw it is in, but for those that stay on the device and those that read a special
   * field. Send each by itself.
   */
  readonly segments?: readonly string[]
  /** It happened to this offer for the first time that is known here: who counts these counts people. */
  readonly first?: boolean
}

/** With `counts` switched on, `touchpoint`, `segments` and `first` come with it. */
interface OfferEvent extends Counted {
  readonly offer: string
}

/** What a page can be told of as it happens: names only, fit for logs and analytics. */
export interface ClientEvents {
  readonly accepted: OfferEvent
  /** A step of a long ask was taken; `accepted` comes with the last that it needs. */
  readonly begun: OfferEvent
  readonly declined: OfferEvent
  readonly dismissed: OfferEvent
  readonly shown: OfferEvent
  /** What somebody found that it was worth: to be counted by offer, for `medianWorth`. */
  readonly appraised: OfferEvent & { readonly worth: Appraisal }
  /** The server has answered, in each tab that showed the command. */
  readonly settled: CommandEvent
  /** The server refused, or gave less than the device had shown. */
  readonly 'rolled-back': CommandEvent
  /** What was refused waits for somebody to see to it. */
  readonly parked: CommandEvent
}

/** An answer without anything that is the person's own. */
export function commandEvent(command: Command, answer: Answer): CommandEvent {
  const code = answer.ok ? (answer.outcome.ungranted ? ('withdrawn_since' as const) : undefined) : answer.error.code
  return {
    id: command.id,
    type: command.type as SubjectCommand['type'],
    ...('offer' in command && command.offer !== undefined && { offer: command.offer }),
    ok: answer.ok,
    ...(code && { code }),
  }
}
