import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

describe('an earning rule', () => {
  it.each([
    ['no amount to divide by', 'orders.per', undefined, 'missing at earns.orders.per'],
    ['half a cent', 'orders.per', 0.5, 'bad_value at earns.orders.per'],
    ['nothing to divide by', 'orders.per', 0, 'bad_value at earns.orders.per'],
    ['no points', 'orders.gives', {}, 'bad_shape at earns.orders.gives'],
    ['half a point', 'orders.gives', { bonus: 0.5 }, 'bad_amount at earns.orders.gives.bonus'],
    ['more points than can be counted', 'orders.gives', { bonus: 2 ** 53 }, 'bad_amount at earns.orders.gives.bonus'],
    ['an unknown currency', 'orders.gives', { bonus: 1, gold: 1 }, 'unknown_currency at earns.orders.gives.gold'],
    ['no duration', 'orders.availableAfter', '14 days', 'bad_value at earns.orders.availableAfter'],
    ['a word for yes', 'orders.qualifies', 'yes', 'bad_value at earns.orders.qualifies'],
    ['a deed beside an amount', 'orders.deed', 'post', 'unknown_property at earns.orders.deed'],
    ['an unknown occasion', 'posts.on', 'whim', 'bad_value at earns.posts.on'],
    ['an unknown deed', 'posts.deed', 'dance', 'unknown_deed at earns.posts.deed'],
    ['no deed', 'posts.deed', undefined, 'missing at earns.posts.deed'],
    ['an unknown field', 'birthday.field', 'phone', 'unknown_field at earns.birthday.field'],
    ['a field that has to be answered', 'birthday.field', 'email', 'field_rule_unasked at earns.birthday.field'],
    ['a field that nobody asks for', 'birthday.field', 'basket', 'field_rule_unasked at earns.birthday.field'],
    ['what is special', 'birthday.field', 'allergy', 'points_on_special at earns.birthday.field'],
  ])('is refused for %s', (_, path, by, issue) => {
    expect(found(withPart(`earns.${path}`, by))).toEqual([issue])
  })

  it('may give what takes 2^53 - 1 points', () => {
    expect(found(withPart('earns.orders.gives', { bonus: 2 ** 53 - 1 }))).toEqual([])
  })

  it('pays for a field that some convert offer asks optionally, alone or among alternatives', () => {
    const optional = { birthday: { because: 'For a present', optional: true, for: 'treats' } }
    expect(found(withPart('offers.membership.asks', optional))).toEqual([])
    const membership = { asks: {}, asksOneOf: [{ email: 'To write to you' }, optional] }
    const gives = { benefit: 'service', says: 'Something' }
    expect(found(withPart('offers.membership', { principle: 'convert', for: 'club', gives, ...membership }))).toEqual(
      [],
    )
    expect(found(withPart('offers.membership', { principle: 'exchange', for: 'club', gives, ...membership }))).toEqual([
      'field_rule_unasked at earns.birthday.field',
    ])
  })

  it('pays for a field once', () => {
    const again = { on: 'field', label: 'Again', field: 'birthday', gives: { bonus: 1 } }
    expect(found(withPart('earns.again', again))).toEqual([
      'asked_twice at earns.birthday.field',
      'asked_twice at earns.again.field',
    ])
  })

  it('has a deed that says what it is', () => {
    expect(found(withPart('deeds.visit.label', ' '))).toEqual(['bad_value at deeds.visit.label'])
    expect(found(withPart('deeds.a b', { label: 'A' }))).toEqual(['bad_name at deeds.a b'])
  })
})

describe('a campaign', () => {
  it.each([
    ['no more than usual', 'times', 1, 'bad_value at campaigns.advent.times'],
    ['endlessly much', 'times', Number.POSITIVE_INFINITY, 'bad_value at campaigns.advent.times'],
    ['more than anyone gives', 'times', 1_001, 'bad_value at campaigns.advent.times'],
    ['more than is counted', 'times', 1.0005, 'bad_value at campaigns.advent.times'],
    ['no rule', 'rules', [], 'bad_value at campaigns.advent.rules'],
    ['an unknown rule', 'rules', ['orders', 'sales'], 'unknown_rule at campaigns.advent.rules.1'],
    ['what is no name', 'rules', [7], 'unknown_rule at campaigns.advent.rules.0'],
    ['more for a field', 'rules', ['birthday'], 'bad_value at campaigns.advent.rules.0'],
    ['an end before its beginning', 'until', '2026-11-28', 'bad_order at campaigns.advent.until'],
    ['a day that does not exist', 'until', '2026-11-31', 'bad_value at campaigns.advent.until'],
    ['no end', 'until', undefined, 'missing at campaigns.advent.until'],
    ['an instant', 'from', '2026-11-29T00:00:00Z', 'bad_value at campaigns.advent.from'],
  ])('is refused for %s', (_, name, by, issue) => {
    expect(found(withPart(`campaigns.advent.${name}`, by))).toEqual([issue])
  })

  it('may last a day and give half as much again', () => {
    expect(found(withPart('campaigns.advent.until', '2026-11-29'))).toEqual([])
    for (const times of [1.5, 1.1, 1.001, 3, 1_000])
      expect(found(withPart('campaigns.advent.times', times))).toEqual([])
  })
})
