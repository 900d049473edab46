import { describe, expect, it } from 'vitest'
import { everything } from '../../types/everything.ok.js'
import { found, replaced, withPart } from './issues.js'

const withModel = (more: object) =>
  withPart('models.goesWith', { label: 'What goes together', reads: 'basket', learns: 'learn', ...more })

describe('a model', () => {
  it.each([
    ['no label', { label: '' }, ['bad_value at models.goesWith.label']],
    ['a property that it has not', { withot: ['test-strips'] }, ['unknown_property at models.goesWith.withot']],
    [
      'a field that is not declared',
      { reads: 'cart' },
      ['unknown_field at models.goesWith.reads', 'fits_unseen at offers.tillCoupon.fits.model'],
    ],
    [
      'a field that people tell',
      { reads: 'terrain' },
      ['kind_not_allowed at models.goesWith.reads', 'fits_unseen at offers.tillCoupon.fits.model'],
    ],
    [
      'a special field',
      { reads: 'allergy' },
      ['kind_not_allowed at models.goesWith.reads', 'fits_unseen at offers.tillCoupon.fits.model'],
    ],
    ['a purpose that is not declared', { learns: 'nothing' }, ['unknown_purpose at models.goesWith.learns']],
    ['a purpose on the device', { learns: 'fit' }, ['wrong_place at models.goesWith.learns']],
    ['one to suggest by on the device', { suggests: 'fit' }, ['wrong_place at models.goesWith.suggests']],
    ['one that is not declared', { suggests: 'nothing' }, ['unknown_purpose at models.goesWith.suggests']],
    ['one purpose for both', { suggests: 'learn' }, ['learned_and_shown at models.goesWith.suggests']],
    [
      'items that are none',
      { without: ['', 7, 'razor'] },
      ['bad_value at models.goesWith.without.0', 'bad_value at models.goesWith.without.1'],
    ],
    ['an item twice', { without: ['razor', 'razor'] }, ['twice at models.goesWith.without.1']],
    ['items in no list', { without: 'razor' }, ['bad_value at models.goesWith.without']],
  ])('is refused for %s', (_, more, issues) => {
    expect(found(withModel(more)).sort()).toEqual([...issues].sort())
  })

  it('reads no field that is special, though it is observed', () => {
    const cures = { ...everything.fields.basket, special: true }
    const program = replaced(withPart('fields.cures', cures), ['models', 'goesWith', 'reads'], 'cures')
    expect(found(program)).toEqual([
      'fits_unseen at offers.tillCoupon.fits.model',
      'kind_not_allowed at models.goesWith.reads',
    ])
  })
})

const { fits } = everything.offers.tillCoupon as { readonly fits: object }
const withOffer = (more: object) => withPart('offers.tillCoupon', { ...everything.offers.tillCoupon, ...more })
const withFits = (more: object) => withOffer({ fits: { ...fits, ...more } })
const withCoupon = (more: object) =>
  withFits({ coupons: { wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5, ...more } } })
const at = 'offers.tillCoupon'

describe('an offer that fits', () => {
  it('is sound as it stands, and with items in a list', () => {
    expect(found(everything)).toEqual([])
    expect(found(withCoupon({ item: ['wax', 'wax-2'] }))).toEqual([])
    for (const worth of [0.01, 0.29, 1.1, 2.5, 19.99, 1_000]) expect(found(withCoupon({ worth }))).toEqual([])
  })

  it.each([
    ['a model that is not declared', { model: 'goWith' }, `unknown_model at ${at}.fits.model`],
    ['no model', { model: undefined }, `missing at ${at}.fits.model`],
    ['no coupon', { coupons: {} }, `no_coupon at ${at}.fits.coupons`],
    ['coupons in a list', { coupons: [] }, `bad_value at ${at}.fits.coupons`],
    ['another property', { top: 3 }, `unknown_property at ${at}.fits.top`],
  ])('is refused for %s', (_, more, issue) => {
    expect(found(withFits(more))).toEqual([issue])
  })

  it.each([
    ['no item', { item: '' }, `bad_value at ${at}.fits.coupons.wax.item`],
    ['an empty list', { item: [] }, `bad_value at ${at}.fits.coupons.wax.item`],
    ['an item twice', { item: ['wax', 'wax'] }, `twice at ${at}.fits.coupons.wax.item.1`],
    ['an item that is none', { item: ['wax', 7] }, `bad_value at ${at}.fits.coupons.wax.item.1`],
    ['no words', { says: ' ' }, `bad_value at ${at}.fits.coupons.wax.says`],
    ['a worth below nothing', { worth: -1 }, `bad_value at ${at}.fits.coupons.wax.worth`],
    ['a worth of less than a hundredth', { worth: 0.004 }, `bad_value at ${at}.fits.coupons.wax.worth`],
    ['a worth that is no whole hundredths', { worth: 1.005 }, `bad_value at ${at}.fits.coupons.wax.worth`],
    ['no worth', { worth: undefined }, `missing at ${at}.fits.coupons.wax.worth`],
    ['an item that the model leaves out', { item: 'test-strips' }, `sensitive_item at ${at}.fits.coupons.wax.item`],
    ['such a one among others', { item: ['wax', 'test-strips'] }, `sensitive_item at ${at}.fits.coupons.wax.item`],
    ['a property that it has not', { until: '2027-01-31' }, `unknown_property at ${at}.fits.coupons.wax.until`],
  ])('is refused for a coupon with %s', (_, more, issue) => {
    expect(found(withCoupon(more))).toEqual([issue])
  })

  it('is refused for a coupon that is none, and for a name that is none', () => {
    expect(found(withFits({ coupons: { wax: 'CHF 5 off' } }))).toEqual([`bad_shape at ${at}.fits.coupons.wax`])
    const coupon = { item: 'wax', says: 'CHF 5 off', worth: 5 }
    expect(found(withFits({ coupons: { ['a'.repeat(128)]: coupon } }))).toEqual([])
    const long = 'a'.repeat(129)
    expect(found(withFits({ coupons: { [long]: coupon } }))).toEqual([`bad_name at ${at}.fits.coupons.${long}`])
    expect(found(withPart(`offers.${long}`, everything.offers.tillCoupon))).toEqual([`bad_name at offers.${long}`])
    expect(found(withFits({ coupons: { '5 off': coupon } }))).toEqual([`bad_name at ${at}.fits.coupons.5 off`])
  })

  const gift = { benefit: 'coupon', says: 'A coupon', worth: 2 }
  it.each([
    ['without using what its model reads', { uses: {} }, `fits_unseen at ${at}.fits.model`],
    ['with two coupons at once', { gives: [gift, gift] }, `one_coupon at ${at}.gives`],
    ['with something else', { gives: { benefit: 'selection', says: 'What fits' } }, `one_coupon at ${at}.gives`],
    ['by a day to come', { gives: { ...gift, by: '2027-01-31' } }, `bad_value at ${at}.gives.by`],
    ['with an end of its own', { lasts: 'P7D' }, `two_ends at ${at}.lasts`],
  ])('is refused %s', (_, more, issue) => {
    expect(found(withOffer(more))).toEqual([issue])
  })

  it('is refused under another principle, and without money', () => {
    expect(found(withPart('offers.finder.fits', fits))).toEqual(['unknown_property at offers.finder.fits'])
    expect(found(withPart('offers.membership.fits', fits))).toEqual(['unknown_property at offers.membership.fits'])
    expect(found(withPart('money', undefined))).toEqual(['missing at money'])
  })

  it.each([null, 7, 'fits', [], () => 'fits'])('says what is wrong of %s and goes on', (nonsense) => {
    expect(found(withOffer({ fits: nonsense })).length).toBeGreaterThan(0)
    expect(found(withOffer({ uses: nonsense })).length).toBeGreaterThan(0)
    expect(found(withOffer({ gives: nonsense })).length).toBeGreaterThan(0)
    expect(found(withPart('models.goesWith', nonsense)).length).toBeGreaterThan(0)
    expect(found(withPart('models', nonsense)).length).toBeGreaterThan(0)
    expect(found(withFits({ coupons: { wax: nonsense } })).length).toBeGreaterThan(0)
  })
})
