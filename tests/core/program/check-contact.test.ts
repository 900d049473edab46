import { describe, expect, it } from 'vitest'
import { definition } from '../consent/club.js'
import { found } from './issues.js'

const problems = (contact: unknown) => found({ ...definition, contact })

describe('a contact policy', () => {
  it('is taken whole, and in any part', () => {
    const limits = { session: 1, day: 2, week: 100 }
    const quiet = { from: '21:00', until: '08:00' }
    expect(problems(undefined)).toEqual([])
    expect(problems({})).toEqual([])
    expect(
      problems({
        ...{ displays: limits, perOffer: limits, channels: { shop: { displays: limits, quiet: 'none' } }, quiet },
        ...{ afterDismissal: 'P0D', afterSilence: 'PT2H', stopsAfter: 16, stopsFor: 'P1Y' },
      }),
    ).toEqual([])
    expect(problems({ channels: { shop: { quiet } } })).toEqual([])
  })

  it.each([
    [7, ['bad_value at contact']],
    [{ display: {} }, ['unknown_property at contact.display']],
    [{ displays: { day: 0 } }, ['bad_value at contact.displays.day']],
    [
      { displays: { day: 1.5, month: 2 } },
      ['bad_value at contact.displays.day', 'unknown_property at contact.displays.month'],
    ],
    [{ perOffer: { week: 101 } }, ['bad_value at contact.perOffer.week']],
    [{ perOffer: 3 }, ['bad_value at contact.perOffer']],
    [{ channels: { shop: { displays: { session: 300 } } } }, ['bad_value at contact.channels.shop.displays.session']],
    [{ channels: { phone: {} } }, ['unknown_channel at contact.channels.phone']],
    [{ channels: { constructor: {} } }, ['unknown_channel at contact.channels.constructor']],
    [{ channels: { shop: 1 } }, ['bad_shape at contact.channels.shop']],
    [{ channels: { shop: { quiet: 'all' } } }, ['bad_value at contact.channels.shop.quiet']],
    [{ channels: { shop: { quiet: { from: '8:00', until: '09:00' } } } }, ['bad_value at contact.channels.shop.quiet']],
    [{ quiet: { from: '21:00', until: '21:00' } }, ['bad_value at contact.quiet']],
    [{ quiet: { from: '21:00', until: '24:00' } }, ['bad_value at contact.quiet']],
    [{ quiet: { from: '21:00' } }, ['missing at contact.quiet.until']],
    [{ stopsAfter: 0 }, ['bad_value at contact.stopsAfter']],
    [{ stopsAfter: 17 }, ['bad_value at contact.stopsAfter']],
    [{ stopsFor: 'P0D' }, ['bad_value at contact.stopsFor']],
    [{ afterDismissal: '1 day' }, ['bad_value at contact.afterDismissal']],
  ])('such as %j is refused', (contact, issues) => {
    expect(problems(contact)).toEqual(issues)
  })

  it('holds an offer’s own limits to the same', () => {
    const membership = { ...definition.offers.membership, displays: { week: 300 } }
    expect(found({ ...definition, offers: { ...definition.offers, membership } })).toEqual([
      'bad_value at offers.membership.displays.week',
    ])
  })
})
