import type { Outcome, Refusal } from 'evenhanded'
import { grains } from '../../loyalty-desk/amounts.js'
import { desk } from '../../loyalty-desk/program.js'

/** What the ledger refuses, as the one who is told of it would say it. A refusal's own words are for developers. */
const words: { readonly [code: string]: string } = {
  sold_out: 'The last one has just gone.',
  member_limit: 'You have had today’s already. There is another one tomorrow.',
  unknown_coupon: 'There is no such code. It has sixteen letters and figures, as on the card.',
  coupon_used: 'This code was handed in before.',
  coupon_expired: 'The time of this code is over.',
  coupon_void: 'What this code stood for was given back.',
  unknown_hold: 'There is no such order.',
  hold_over: 'This order was settled before, or not fetched in time.',
  unknown_transfer: 'There is no such purchase.',
  over_reversal: 'This was taken back before.',
  spent_already: 'These grains are spent, and nobody may owe as many.',
  frozen: 'Nothing leaves this card at the moment. Please ask at the counter.',
  no_subject: 'Nobody is known here any more.',
  erased: 'Nobody is known here any more.',
}

export function why({ code, message, facts }: Refusal): string {
  const { asked, available } = facts ?? {}
  if (code === 'not_enough_points' && typeof asked === 'number' && typeof available === 'number')
    return `That takes ${grains(asked)}, and ${grains(available)} can be spent now.`
  return words[code] ?? message
}

export const rewardName = (reward: string): string =>
  Object.hasOwn(desk.rewards, reward) ? (desk.rewards[reward]?.label ?? reward) : reward

/** So much over all that one call moved. */
export const sum = ({ points = [] }: Outcome, part: 'amount' | 'owes' | 'withheld'): number =>
  points.reduce((all, moved) => all + (moved[part] ?? 0), 0)
