import type { Json } from '../json.js'

const words = {
  unknown_offer: ['There is no such offer.', 'Use an offer of this version of the program.'],
  unknown_field: ['There is no such field.', 'Use a field of this version of the program.'],
  unknown_purpose: ['There is no such purpose.', 'Use a purpose of this version of the program.'],
  unknown_reward: ['There is no such reward.', 'Use a reward of this version of the program.'],
  unknown_currency: ['There is no such currency.', 'Use a currency of this version of the program.'],
  unknown_touchpoint: ['There is no such touchpoint.', 'Use a touchpoint of this version of the program.'],
  not_here: ['This offer is not made at this touchpoint.', 'Accept it where it is made.'],
  not_now: ['This offer does not apply to what was answered before.', 'Propose what client.next() names.'],
  device_only: ['This stays on the device; the server takes none of it.', 'Do not send it.'],
  backend_only: ['Only the site’s backend may do this.', 'Call server.subject(id) there.'],
  already_accepted: ['This offer was accepted before.', 'Nothing is left to do.'],
  too_soon: ['This offer can be accepted again later.', 'Wait until it repeats.'],
  not_accepted: ['This offer is not in force.', 'Nothing is left to do.'],
  not_asked: ['This offer does not ask for these fields.', 'Leave them out.'],
  missing: ['These fields are needed and not known.', 'Answer them.'],
  invalid: ['These answers are not what the fields take.', 'Correct them.'],
  explicit_consent_missing: ['These fields need an explicit consent.', 'Have it ticked, or leave the fields out.'],
  not_invited: ['This offer does not propose these consents.', 'Leave them out.'],
  withdrawn_since: ['This was withdrawn before the device knew.', 'Ask again, now that it is known.'],
  wrong_notice: ['What was shown is not this program’s notice.', 'Reload the page, show the notice, ask again.'],
  wrong_exit: ['This purpose has another exit.', 'Withdraw a consent, object to an interest, leave a contract.'],
  not_known: ['This field is not known.', 'Give it by an offer that asks it.'],
  not_used: ['No offer on this device uses this field.', 'Do not observe it.'],
  not_enough_points: ['There are not enough points.', 'Collect more, or choose another reward.'],
  bad_amount: ['Points are whole, above zero and at most 2^53-1.', 'Correct the amount.'],
  over_limit: ['This is more than one award may give.', 'Correct the amount, or raise policy.maxAward.'],
  self_award: ['Nobody awards themselves.', 'Name another giver.'],
  erased: ['This subject was erased.', 'Start anew.'],
  no_subject: ['Nobody is known here yet.', 'Accept an exchange first.'],
  wrong_subject: ['This command is somebody else’s.', 'Send it with its own subject’s session.'],
  id_reused: ['This id was used for something else.', 'Make a new id for each command.'],
  expired_id: ['This id is too old.', 'Make a new command.'],
  bad_command: ['This is not a command.', 'Send what the client makes.'],
} as const

export type RefusalCode = keyof typeof words

/** Why something was refused: a stable code, what happened and what to do, and the facts. */
export interface Refusal {
  readonly code: RefusalCode
  readonly message: string
  readonly remedy: string
  /** The fields concerned, each with its own words where a schema spoke. */
  readonly fields?: { readonly [field: string]: string }
  readonly facts?: { readonly [name: string]: Json }
}

/** A refusal with its words. */
export function refusal(code: RefusalCode, more?: Pick<Refusal, 'fields' | 'facts'>): Refusal {
  const [message, remedy] = words[code]
  return { code, message, remedy, ...more }
}

/** Concerns these fields, all for the same reason. */
export const about = (fields: readonly string[], why = ''): Pick<Refusal, 'fields'> => ({
  fields: Object.fromEntries(fields.map((field) => [field, why])),
})
