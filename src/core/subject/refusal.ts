import type { Json } from '../json.js'
import { refused } from '../result.js'
import type { LedgerRefusalCode } from './backend/ledger-words.js'

/**
 * By code: what happened and what to do. Short, for a page carries them; `unknown_…` codes write their own.
 */
const words = {
  unknown_offer: '',
  unknown_field: '',
  unknown_purpose: '',
  unknown_reward: '',
  unknown_currency: '',
  unknown_touchpoint: '',
  unknown_coupon: '',
  not_here: 'This offer is not made at this touchpoint. Accept it where it is made.',
  not_now: 'This offer does not apply to earlier answers. Propose what next() names.',
  not_yet: 'This offer has not begun. Accept it from then on.',
  over: 'This offer is over. Propose what next() names.',
  device_only: 'This stays on the device. Do not send it.',
  backend_only: 'Only the site’s backend may do this. Call server.subject(id).',
  already_accepted: 'This offer was accepted before. Nothing is left to do.',
  too_soon: 'This offer was accepted lately. Wait until it repeats.',
  not_accepted: 'This offer is not in force. Nothing is left to do.',
  not_asked: 'The offer does not ask for these fields. Leave them out.',
  missing: 'These fields are needed and not known. Answer them.',
  invalid: 'The fields do not take these answers. Correct them.',
  explicit_consent_missing: 'These fields need an explicit consent. Have it ticked, or leave them out.',
  not_invited: 'The offer does not propose these consents. Leave them out.',
  withdrawn_since: 'This was withdrawn before the device knew. Ask again.',
  wrong_notice: 'What was shown is not this program’s notice. Reload, show it, ask again.',
  wrong_exit: 'This purpose has another exit: withdraw a consent, object to an interest, leave a contract.',
  not_known: 'This field is not known. Give it by an offer that asks it.',
  not_used: 'No offer on this device uses this field. Do not observe it.',
  not_enough_points: 'There are not enough points. Collect more, or choose another reward.',
  age_unknown: 'Who is rewarded here says first whether they are of age. Ask it, and send it along.',
  not_for_minors: 'Minors are not rewarded for data, and a parent agrees for them. Leave it out, or turn to staff.',
  none_left: 'Nothing that fits is left. Propose what next() names.',
  erased: 'This subject was erased. Only a new acceptance begins anew.',
  fresh_login_needed: 'This takes a login that is not long ago. Sign in again, and repeat it.',
  no_answer: 'The server could not be asked. Try again later.',
  no_subject: 'Nobody is known here yet. Accept an exchange first.',
  bad_command: 'This is not a command. Send what the client makes.',
  too_large: 'This is larger than the server takes. Make it shorter, and say it again.',
  bad_amount: 'Points are whole, not below zero and at most 2^53-1. Correct the amount.',
  wrong_subject: 'This command is somebody else’s. Send it in its own subject’s session.',
  id_reused: 'This id was used for something else. Make a new one for each command.',
  expired_id: 'This id is too old. Make a new command.',
} as const

export type RefusalCode = keyof typeof words | LedgerRefusalCode

/** Why something was refused. */
export interface Refusal {
  /** Stable; branch on this. */
  readonly code: RefusalCode
  /** What happened and what to do, for a developer to read. */
  readonly message: string
  /** The fields concerned, each with its own words where a schema spoke. */
  readonly fields?: { readonly [field: string]: string }
  readonly facts?: { readonly [name: string]: Json }
}

/** A refusal with its words. */
export const refusal = (code: keyof typeof words, more?: Pick<Refusal, 'fields' | 'facts'>): Refusal => ({
  code,
  message: words[code] || `There is no such ${code.slice(8)}. Use one of this version of the program.`,
  ...more,
})

/** A decision against a command. */
export const refuse = (code: keyof typeof words, more?: Pick<Refusal, 'fields' | 'facts'>) =>
  refused(refusal(code, more))

/** Concerns these fields, all for the same reason. */
export const about = (fields: readonly string[], why = ''): Pick<Refusal, 'fields'> => ({
  fields: Object.fromEntries(fields.map((field) => [field, why])),
})
