/** What a code is refused for, as whoever typed it would say it. A refusal's own words are for developers. */
const words: { readonly [code: string]: string } = {
  unknown_coupon: 'There is no such code. It has 24 letters and figures, as on the receipt.',
  coupon_used: 'This code was handed in before. Each is good once.',
  coupon_expired: 'The time of this code is over.',
  coupon_void: 'This code was given back, and is worth nothing any more.',
  over_budget: 'No more of these coupons are given at the moment.',
  out_of_stock: 'The last of these coupons has gone.',
}

export const whyNot = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  words[code] ?? message

const ended = { redeemed: 'coupon_used', expired: 'coupon_expired', void: 'coupon_void' } as const

/** Why a coupon that is known is good for nothing any more. */
export const whyEnded = (state: keyof typeof ended): string => words[ended[state]] ?? state
