import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

describe('a gate', () => {
  it.each([
    ['a tier nobody declared', 'ahead.tier', { bonus: 'platinum' }, 'unknown_tier at gates.ahead.tier.bonus'],
    ['a tier of another currency', 'ahead.tier', { respect: 'gold' }, 'unknown_tier at gates.ahead.tier.respect'],
    ['a tier of a currency without any', 'ahead.tier', { coins: 'gold' }, 'unknown_tier at gates.ahead.tier.coins'],
    ['a tier of no currency', 'ahead.tier', { gold: 'gold' }, 'unknown_currency at gates.ahead.tier.gold'],
    ['a tier that is no name', 'ahead.tier', 'gold', 'bad_value at gates.ahead.tier'],
    [
      'a tier among alternatives that nobody declared',
      'lounge.anyOf.0.tier',
      { bonus: 'platinum' },
      'unknown_tier at gates.lounge.anyOf.0.tier.bonus',
    ],
    [
      'an alternative that is misspelt',
      'lounge.anyOf.0.tiers',
      { bonus: 'gold' },
      'unknown_property at gates.lounge.anyOf.0.tiers',
    ],
    ['no points at all', 'lounge.atLeast', {}, 'bad_shape at gates.lounge.atLeast'],
    ['an unknown purpose', 'lounge.for', 'fun', 'unknown_purpose at gates.lounge.for'],
  ])('is refused for %s', (_, name, by, issue) => {
    expect(found(withPart(`gates.${name}`, by))).toEqual([issue])
  })
})

describe('a sanction', () => {
  it.each([
    ['without a name', 'label', undefined, 'missing at sanctions.spam.label'],
    ['without reasons', 'says', ' ', 'bad_value at sanctions.spam.says'],
    ['with an end of its own', 'until', '2027-01-01', 'unknown_property at sanctions.spam.until'],
  ])('is refused %s', (_, name, by, issue) => {
    expect(found(withPart(`sanctions.spam.${name}`, by))).toEqual([issue])
  })
})
