import { describe, expect, it } from 'vitest'
import { noticeText, span } from '../../../src/core/program/notice.js'
import { shop } from '../../types/words.ok.js'

describe('a notice', () => {
  it('says who asks, what one gets, each field with its reason, each purpose with its ground, and the way out', () => {
    expect(noticeText(shop, 'membership')).toBe(
      [
        'Alpine Shop AG, Bahnhofstrasse 1, 8001 Zürich',
        'You get: 500 points to start with',
        'Points and coupons are given once, also to who leaves and comes back.',
        'E-mail: Your account needs an address.',
        'Birthday (optional): For a present on the day. A present on your birthday, with your consent, for 2 years.',
        'Allergy (optional): So that presents suit you. Mind your allergies, with your explicit consent.',
        'We record: Basket. What you bought, for your points.',
        'Keep your account, for our agreement with you.',
        'You can leave, correct and erase at any time; it costs nothing. privacy@alpine.example, https://alpine.example/privacy',
      ].join('\n'),
    )
  })

  it('tells an invitation apart, as a box to tick', () => {
    expect(noticeText(shop, 'raffle')).toContain('If you tick it: E-mail. Send news, with your consent, for 2 years.')
  })

  it('writes durations in words', () => {
    expect([span('P90D'), span('P1Y'), span('P1Y6M'), span('PT15M'), span('P2M')]).toEqual([
      '90 days',
      '1 year',
      '1 year 6 months',
      '15 minutes',
      '2 months',
    ])
  })
})
