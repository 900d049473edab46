import type { Missing, OfferReason } from 'evenhanded'
import { missingWords, reasonWords } from 'evenhanded/elements'
import { describe, expect, it } from 'vitest'
import { club } from '../program.js'

const until = Date.UTC(2027, 3, 23, 12)

/** One of each kind, and more where a fact may be absent: a code without an example does not compile. */
const reasons: { readonly [C in OfferReason['code']]: readonly (OfferReason & { readonly code: C })[] } = {
  unknown_offer: [{ code: 'unknown_offer' }],
  erased: [{ code: 'erased' }],
  restricted: [{ code: 'restricted' }],
  not_for_minors: [{ code: 'not_for_minors' }],
  complained: [{ code: 'complained' }],
  device_only: [{ code: 'device_only' }],
  objected: [{ code: 'objected', purpose: 'news' }],
  accepted: [{ code: 'accepted' }, { code: 'accepted', until }],
  at_rest: (['declined', 'left', 'dismissed', 'silence', 'stopped'] as const).flatMap((because) => [
    { code: 'at_rest', because, until },
    { code: 'at_rest', because, until: Number.POSITIVE_INFINITY },
  ]),
  not_here: [{ code: 'not_here', at: ['web'] }],
  not_now: [{ code: 'not_now', fields: ['taste'] }],
  nothing_to_use: [{ code: 'nothing_to_use', fields: ['taste'] }],
  known: [{ code: 'known' }],
  no_ground: [
    { code: 'no_ground', fields: ['email'] },
    { code: 'no_ground', fields: ['email'], until },
  ],
  shown_too_often: (['offer', 'channel', 'all'] as const).flatMap((of) =>
    (['session', 'day', 'week'] as const).map((per) => ({
      code: 'shown_too_often' as const,
      limit: { of, per },
      until,
    })),
  ),
  quiet_hours: [{ code: 'quiet_hours', until }],
  not_yet: [{ code: 'not_yet', from: until }],
  over: [{ code: 'over', since: until }],
  no_moment: [{ code: 'no_moment', moment: 'wedding' }],
  taboo_unconfirmed: [{ code: 'taboo_unconfirmed', moment: 'wedding', purpose: 'care' }],
  not_the_moment: [
    { code: 'not_the_moment', moment: 'wedding' },
    { code: 'not_the_moment', moment: 'wedding', opens: '2027-04-23' },
  ],
  not_near: [{ code: 'not_near', places: ['bar'] }],
  uneven: [{ code: 'uneven', worth: 1, burden: 2.5 }],
  silenced: [{ code: 'silenced', accepted: 1, of: 50 }],
  nothing_fits: [
    { code: 'nothing_fits', why: 'no_model' },
    { code: 'nothing_fits', why: 'none_left_or_fitting' },
  ],
  asks: [{ code: 'asks', fields: ['email', 'taste'] }],
  asks_nothing_new: [{ code: 'asks_nothing_new' }],
  fits: [
    { code: 'fits', fit: { coupon: 'wax', item: 'wax', score: 1, because: ['skis', 'poles'], by: 'basket' } },
    { code: 'fits', fit: { coupon: 'wax', item: 'wax', score: 1, because: ['skis'], by: 'basket' } },
    { code: 'fits', fit: { coupon: 'wax', item: 'wax', score: 1, because: [], by: 'popularity' } },
  ],
}

const missing: { readonly [C in Missing['code']]: readonly Extract<Missing, { readonly code: C }>[] } = {
  needs_field: [{ code: 'needs_field', field: 'email', purpose: 'club', offers: ['join'] }],
  needs_points: [{ code: 'needs_points', currency: 'bonus', atLeast: 1200, available: 3 }],
  needs_tier: [
    { code: 'needs_tier', currency: 'bonus', tier: 'gold', held: null },
    { code: 'needs_tier', currency: 'bonus', tier: 'gold', held: 'silver' },
  ],
  suspended: [
    { code: 'suspended', sanction: 'rude', says: 'You shouted.', until, appealed: false },
    { code: 'suspended', sanction: 'rude', says: 'You shouted.', until, appealed: true },
  ],
}

const sentences = [
  ...Object.values(reasons).flatMap((some) => some.map((one: OfferReason) => reasonWords(one, club))),
  ...Object.values(missing).flatMap((some) => some.map((one: Missing) => missingWords(one, club))),
]

describe('reasons in words', () => {
  it('are a sentence each, without a hole, and none says what another says', () => {
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(sentence).not.toMatch(/undefined|null|NaN|Infinity|Invalid|\{|\[/)
    }
    expect(new Set(sentences).size).toBe(sentences.length)
  })

  it('tell the facts by the words that people know', () => {
    expect(reasonWords({ code: 'asks', fields: ['email', 'taste'] }, club)).toBe(
      'It asks what is not known yet: E-mail, Taste.',
    )
    expect(reasonWords({ code: 'objected', purpose: 'news' }, club)).toBe('You objected to this: News.')
    expect(reasonWords({ code: 'not_the_moment', moment: 'wedding', opens: '2027-04-23' }, club)).toContain(
      'from 23 April 2027 on',
    )
    expect(reasonWords({ code: 'at_rest', because: 'declined', until }, club)).toMatch(
      /^You said no\. It rests until 2[34] April 2027, \d\d:\d\d\.$/,
    )
    expect(reasonWords({ code: 'uneven', worth: 1, burden: 2.5 }, { ...club, money: 'CHF' })).toBe(
      'It asks more than it gives: what you would tell weighs CHF\u00a02.50, what you would get CHF\u00a01.00.',
    )
    expect(missingWords({ code: 'needs_points', currency: 'bonus', atLeast: 1200, available: 3 }, club)).toBe(
      'It takes 1,200 Bonus; you have 3.',
    )
  })

  it('fall back on names where a program has no such word', () => {
    expect(reasonWords({ code: 'not_near', places: ['bar'] }, club)).toBe('It is made only there: bar.')
    expect(reasonWords({ code: 'no_ground', fields: ['toString'] }, club)).toContain('toString')
  })
})
