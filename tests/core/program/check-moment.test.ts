import { describe, expect, it } from 'vitest'
import { found, replaced, withPart } from './issues.js'

const birthday = { label: 'Birthday', kind: 'birthday', field: 'birthday', for: 'treats', yearly: true } as const
const withMoment = (more: object) => withPart('moments', { day: { ...birthday, ...more } })
const flash = {
  principle: 'exchange',
  for: 'club',
  asks: { email: 'To send it' },
  gives: { benefit: 'coupon', says: 'A present', worth: 5 },
} as const
const withOffer = (more: object) =>
  replaced(withPart('places', { shelf: { label: 'The shelf' } }), ['offers', 'flash'], { ...flash, ...more })

describe('a moment', () => {
  it.each([
    ['a field that is not declared', { field: 'wedding' }, 'unknown_field at moments.day.field'],
    ['a field that is observed', { field: 'basket' }, 'not_declared at moments.day.field'],
    ['a purpose that is not declared', { for: 'nothing' }, 'unknown_purpose at moments.day.for'],
    ['a purpose on the device', { for: 'fit' }, 'wrong_place at moments.day.for'],
    ['another kind', { kind: 'payday' }, 'bad_value at moments.day.kind'],
    ['hours', { opens: 'PT12H' }, 'bad_value at moments.day.opens'],
    ['days and hours', { closes: 'P1DT1H' }, 'bad_value at moments.day.closes'],
    ['more than a year of what comes back each year', { closes: 'P13M' }, 'bad_value at moments.day.closes'],
    ['no duration', { opens: 'a week' }, 'bad_value at moments.day.opens'],
  ])('is refused for %s', (_, more, issue) => {
    expect(found(withMoment(more))).toEqual([issue])
  })

  it.each(['wedding', 'birth', 'pregnancy', 'bereavement', 'illness', 'divorce'])(
    'about a %s needs explicit consent',
    (kind) => {
      expect(found(withMoment({ kind }))).toEqual(['taboo_needs_explicit_consent at moments.day.for'])
      expect(found(withMoment({ kind, for: 'health' }))).toEqual([])
    },
  )

  it('may open a year before, and close years after what comes once', () => {
    expect(found(withMoment({ opens: 'P1Y', closes: 'P12M' }))).toEqual([])
    expect(found(withMoment({ yearly: false, closes: 'P3Y' }))).toEqual([])
  })
})

describe('an offer of its moment, place and time', () => {
  it.each([
    ['a moment that is not declared', { moment: 'day' }, 'unknown_moment at offers.flash.moment'],
    ['a place that is not declared', { near: ['cellar'] }, 'unknown_place at offers.flash.near'],
    ['no place at all', { near: [] }, 'bad_value at offers.flash.near'],
    ['a day that is none', { during: { from: '2026-02-30' } }, 'bad_value at offers.flash.during.from'],
    ['a time of such a day', { during: { until: '2026-02-30T08:00Z' } }, 'bad_value at offers.flash.during.until'],
    ['a time of no zone', { during: { until: '2026-02-20T08:00' } }, 'bad_value at offers.flash.during.until'],
    [
      'an end at its beginning',
      { during: { from: '2026-12-01T01:00+01:00', until: '2026-12-01' } },
      'bad_order at offers.flash.during.until',
    ],
    ['a coupon that lasts no time', { lasts: 'P0D' }, 'bad_value at offers.flash.lasts'],
    [
      'two coupons that last',
      { lasts: 'P1D', gives: [flash.gives, flash.gives] },
      'many_coupons at offers.flash.lasts',
    ],
    [
      'one that lasts and comes later',
      { lasts: 'P1D', gives: { ...flash.gives, by: '2027-01-01' } },
      'bad_value at offers.flash.lasts',
    ],
    [
      'a time of no coupon',
      { lasts: 'P1D', gives: { benefit: 'service', says: 'A service' } },
      'nothing_lasts at offers.flash.lasts',
    ],
  ])('is refused for %s', (_, more, issue) => {
    expect(found(withOffer(more))).toEqual([issue])
  })

  it('may begin, end, last and be near something', () => {
    const during = { from: '2026-12-01', until: '2026-12-01T08:00:00+01:00' }
    expect(found(withOffer({ during, lasts: 'PT15M', near: ['shelf'] }))).toEqual([])
  })
})
