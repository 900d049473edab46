import type { ConsentEntry } from '../../../core/consent/record.js'
import type { RequestKind } from '../../../core/rights/request-kind.js'
import type { Standing } from '../../../core/rights/standing.js'

/** What a letter about a request says by itself; `{slots}` are filled. */
export interface LetterWords {
  readonly language: string
  readonly about: { readonly [kind in RequestKind]: string }
  readonly reference: string
  readonly received: string
  readonly answerBy: string
  readonly came: string
  readonly longer: string
  readonly answered: string
  readonly youWrote: string
  readonly complain: string
  readonly writeTo: string
  readonly officer: string
  readonly representative: string
  readonly everything: string
  readonly asOf: string
  readonly restricted: string
  readonly value: string
  readonly notKnown: string
  readonly since: string
  readonly source: { readonly declared: string; readonly observed: string; readonly imported: string }
  readonly purpose: string
  readonly status: { readonly [standing in Standing]: string }
  readonly until: string
  readonly recipients: string
  readonly uses: string
  readonly times: string
  readonly history: string
  readonly said: { readonly [status in ConsentEntry['status']]: string }
  readonly points: string
  readonly nothing: string
}

export const english: LetterWords = {
  language: 'en',
  about: {
    access: 'Your request for access to your data',
    portability: 'Your request for a copy of your data to take along',
    rectification: 'Your request for correction',
    erasure: 'Your request for erasure',
    restriction: 'Your request for restriction of processing',
    objection: 'Your objection',
    'opt-out': 'Your opt-out of sale and sharing',
    review: 'Your request that a person reviews a decision',
    complaint: 'Your complaint',
    other: 'Your request',
  },
  reference: 'Our reference',
  received: 'Received',
  answerBy: 'Answer at the latest on',
  came: 'Your request has reached us. We will answer it at the latest on {date} ({source}).',
  longer: 'We need more time, and will answer at the latest on {date} ({source}). The reason:',
  answered: 'Our answer of {date}:',
  youWrote: 'You wrote:',
  complain: 'If you do not agree, you may complain to the data protection authority, and go to court.',
  writeTo: 'Questions: {contact}',
  officer: 'Data protection officer: {contact}',
  representative: 'Representative: {contact}',
  everything: 'Everything that we know about you',
  asOf: 'As of {date}. Times are in {zone}.',
  restricted: 'Restricted since {date}: nothing of it is used.',
  value: 'What we know',
  notKnown: 'nothing any more',
  since: 'Since {date}, {source}',
  source: { declared: 'told by you', observed: 'observed', imported: 'taken over' },
  purpose: 'What for',
  status: {
    granted: 'in force',
    refused: 'refused',
    withdrawn: 'withdrawn',
    expired: 'ended',
    unconfirmed: 'not confirmed yet',
    outdated: 'not used: it has to be asked anew',
  },
  until: 'until {date}',
  recipients: 'Who takes part',
  uses: 'What it was used for',
  times: '{count} ×',
  history: 'What you agreed to, refused and withdrew',
  said: {
    granted: 'agreed',
    renewed: 'agreed again',
    refused: 'refused',
    unconfirmed: 'agreed, not confirmed',
    withdrawn: 'withdrawn',
    objected: 'objected',
    expired: 'ended',
  },
  points: 'Points',
  nothing: 'none',
}
