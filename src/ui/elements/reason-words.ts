import type { OfferReason, RestReason } from '../../index.js'
import { dateOf, dayOf, minuteOf, moneyOf } from './figures.js'
import { fieldLabels, type Labels, momentLabel, placeLabels, purposeLabel, touchpointLabels } from './labels.js'

type Of<Code extends OfferReason['code']> = OfferReason & { readonly code: Code }

/** A sentence for each code: one that is added to the core does not compile without its words. */
const words: { readonly [C in OfferReason['code']]: (reason: Of<C>, program: Labels) => string } = {
  unknown_offer: () => 'There is no such offer.',
  erased: () => 'Everything about you was erased; nothing is offered since.',
  restricted: () => 'You asked that nothing of yours be used for now.',
  not_for_minors: () => 'It is for adults alone.',
  complained: () => 'You have complained; nothing is brought up until that is settled.',
  device_only: () => 'It is made on your own device alone, of what stays there.',
  objected: ({ purpose }, program) => `You objected to this: ${purposeLabel(program, purpose)}.`,
  accepted: ({ until }) =>
    until === undefined ? 'You have taken it up already.' : `You have taken it up; again from ${minuteOf(until)}.`,
  at_rest: ({ because, until }) =>
    `${rest[because]} ${Number.isFinite(until) ? `It rests until ${minuteOf(until)}.` : 'It is not brought up again.'}`,
  not_here: ({ at }, program) => `It is made elsewhere: ${touchpointLabels(program, at)}.`,
  not_now: ({ fields }, program) => `It hangs on an answer: ${fieldLabels(program, fields)}.`,
  nothing_to_use: ({ fields }, program) =>
    `It goes by what was seen during this visit, and there is nothing yet: ${fieldLabels(program, fields)}.`,
  known: () => 'There is nothing left to ask, and nothing left to give.',
  no_ground: ({ fields, until }, program) =>
    `It needs what may not be used: ${fieldLabels(program, fields)}.${
      until === undefined ? '' : ` It may be asked again from ${dayOf(until)}.`
    }`,
  shown_too_often: ({ limit, until }) =>
    `${shown[limit.of]} often enough ${spans[limit.per]}; the next time is from ${minuteOf(until)}.`,
  quiet_hours: ({ until }) => `These are quiet hours, until ${minuteOf(until)}.`,
  not_yet: ({ from }) => `It begins on ${minuteOf(from)}.`,
  over: ({ since }) => `It ended on ${minuteOf(since)}.`,
  no_moment: ({ moment }, program) =>
    `It belongs to a day that you have not told for this: ${momentLabel(program, moment)}.`,
  taboo_unconfirmed: ({ moment, purpose }, program) =>
    `It belongs to ${momentLabel(program, moment)}. Nobody is approached about that who has not agreed to: ${purposeLabel(program, purpose)}.`,
  not_the_moment: ({ moment, opens }, program) =>
    `It belongs to ${momentLabel(program, moment)}${opens === undefined ? ', and that is over.' : `, from ${dateOf(opens)} on.`}`,
  not_near: ({ places }, program) => `It is made only there: ${placeLabels(program, places)}.`,
  uneven: ({ worth, burden }, program) =>
    `It asks more than it gives: what you would tell weighs ${moneyOf(program, burden)}, what you would get ${moneyOf(program, worth)}.`,
  silenced: ({ accepted, of }) => `Hardly anyone takes it up here: ${accepted} of ${of}.`,
  nothing_fits: ({ why }) =>
    why === 'no_model'
      ? 'Nothing here tells what goes with a basket.'
      : 'No coupon is left for anything that your basket does not have.',
  asks: ({ fields }, program) => `It asks what is not known yet: ${fieldLabels(program, fields)}.`,
  asks_nothing_new: () => 'It asks nothing that is not known already.',
  fits: ({ fit: { item, because } }) =>
    because.length > 0
      ? `It is for ${item}, because your basket has ${because.join(' and ')}.`
      : `It is for ${item}, which many buy.`,
}

const rest: { readonly [R in RestReason]: string } = {
  declined: 'You said no.',
  left: 'You have left it.',
  dismissed: 'You put it off.',
  silence: 'You passed over it.',
  stopped: 'You passed over it several times.',
}

const shown = {
  offer: 'You have seen it',
  channel: 'You have seen offers here',
  all: 'You have seen offers',
} as const

const spans = { session: 'in one visit', day: 'in one day', week: 'in one week' } as const

/**
 * Why an offer is proposed or not, as a sentence that its reader understands, with the facts: until when, which limit.
 *
 * @param program any program with those labels; times are told by the device's own clock
 *
 * @example
 * for (const reason of client.explain({ offer: 'raffle' }).reasons) console.log(reasonWords(reason, shop))
 */
export const reasonWords = (reason: OfferReason, program: Labels): string =>
  (words[reason.code] as (reason: OfferReason, program: Labels) => string)(reason, program)
