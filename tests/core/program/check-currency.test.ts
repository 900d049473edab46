import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

const yearly = { by: 'points', period: 'year', downgrade: 'drop' }
const steps = (...from: number[]): object[] => from.map((from, i) => ({ name: `t${i}`, label: 'A tier', from }))
const deeds = (needs: object): object => ({
  by: 'deeds',
  within: 'P100D',
  steps: [{ name: 'only', label: 'Only', deeds: needs }],
})

describe('a currency', () => {
  it.each([
    ['nothing', undefined],
    ['a period', 'P24M'],
    ['hours', 'PT36H'],
    ['the end of a month', { endOf: 'month' }],
    ['the end of a quarter after a while', { after: 'P1Y', endOf: 'quarter' }],
    ['the end of a year', { endOf: 'year' }],
    ['a day of the year', { on: '12-31' }],
    ['a day of the year after a while', { after: 'P6M', on: '02-28' }],
  ])('may end with %s', (_, expires) => {
    expect(found(withPart('currencies.coins.expires', expires))).toEqual([])
  })

  it.each([
    ['no duration', 'two years', 'bad_value at currencies.coins.expires'],
    ['no time at all', 'P0D', 'bad_value at currencies.coins.expires'],
    ['a number', 24, 'bad_value at currencies.coins.expires'],
    ['a list', ['P24M'], 'bad_value at currencies.coins.expires'],
    ['29 February', { on: '02-29' }, 'bad_value at currencies.coins.expires.on'],
    ['31 April', { on: '04-31' }, 'bad_value at currencies.coins.expires.on'],
    ['the month 13', { on: '13-01' }, 'bad_value at currencies.coins.expires.on'],
    ['a day in one digit', { on: '1-1' }, 'bad_value at currencies.coins.expires.on'],
    ['a date', { on: '2026-12-31' }, 'bad_value at currencies.coins.expires.on'],
    ['a week', { endOf: 'week' }, 'bad_value at currencies.coins.expires.endOf'],
    ['both a part and a day of the year', { endOf: 'year', on: '12-31' }, 'bad_shape at currencies.coins.expires'],
    ['neither', { after: 'P1Y' }, 'bad_shape at currencies.coins.expires'],
    ['a while that is none', { after: 'P0D', endOf: 'year' }, 'bad_value at currencies.coins.expires.after'],
    ['a misspelt word', { endof: 'year', on: '12-31' }, 'unknown_property at currencies.coins.expires.endof'],
  ])('does not end with %s', (_, expires, issue) => {
    expect(found(withPart('currencies.coins.expires', expires))).toEqual([issue])
  })

  it('says only of reputation what becomes of an erased giver’s', () => {
    expect(found(withPart('currencies.respect.erasedGivers', 'keep'))).toEqual([])
    expect(found(withPart('currencies.bonus.erasedGivers', 'keep'))).toEqual([
      'bad_value at currencies.bonus.erasedGivers',
    ])
    expect(found(withPart('currencies.respect.erasedGivers', 'forget'))).toEqual([
      'bad_value at currencies.respect.erasedGivers',
    ])
  })

  it('has a grace that is a duration', () => {
    expect(found(withPart('currencies.bonus.grace', 'a month'))).toEqual(['bad_value at currencies.bonus.grace'])
  })
})

describe('tiers', () => {
  const at = 'currencies.coins.tiers'

  it.each([
    ['points, from zero on', { ...yearly, steps: steps(0, 1, 1_000) }],
    ['points, of one step', { ...yearly, notice: 'P1M', steps: steps(5) }],
    ['so many of a deed', deeds({ visit: 3 })],
    ['nothing but to be there', deeds({})],
    ['none of a deed', deeds({ flagged: { atMost: 0 } })],
    ['several things of one deed', deeds({ visit: [{ days: 5 }, { atLeast: 50, ever: true }] })],
    ['few who speak against', deeds({ flagged: { giversAtMost: 5, within: 'P6M' } })],
  ])('may ask for %s', (_, tiers) => {
    expect(found(withPart(at, tiers))).toEqual([])
  })

  it('may rank reputation by points', () => {
    expect(found(withPart('currencies.respect.tiers', { ...yearly, steps: steps(1, 2, 3) }))).toContain(
      'unknown_tier at gates.lounge.anyOf.1.tier.respect',
    )
    expect(found(withPart(at, { ...yearly, steps: steps(1, 2, 3) }))).toEqual([])
  })

  it.each([
    ['nothing', {}, `missing at ${at}.by`],
    ['luck', { by: 'luck', steps: steps(1) }, `bad_value at ${at}.by`],
    ['no step', { ...yearly, steps: [] }, `bad_value at ${at}.steps`],
    ['an unknown period', { ...yearly, period: 'week', steps: steps(1) }, `bad_value at ${at}.period`],
    ['no downgrade policy', { by: 'points', period: 'year', steps: steps(1) }, `missing at ${at}.downgrade`],
    ['an unknown downgrade', { ...yearly, downgrade: 'never ever', steps: steps(1) }, `bad_value at ${at}.downgrade`],
    ['points that don’t rise', { ...yearly, steps: steps(5, 9, 9) }, `bad_order at ${at}.steps.2.from`],
    ['points that fall', { ...yearly, steps: steps(5, 3) }, `bad_order at ${at}.steps.1.from`],
    ['half a point', { ...yearly, steps: steps(0.5) }, `bad_value at ${at}.steps.0.from`],
    ['less than nothing', { ...yearly, steps: steps(-1) }, `bad_value at ${at}.steps.0.from`],
    ['more than can be counted', { ...yearly, steps: steps(2 ** 53) }, `bad_value at ${at}.steps.0.from`],
    [
      'a name that is there already',
      { ...yearly, steps: [...steps(1), { name: 't0', label: 'Again', from: 2 }] },
      `named_twice at ${at}.steps.1.name`,
    ],
    [
      'a name with a blank',
      { ...yearly, steps: [{ name: 'gold card', label: 'Gold', from: 2 }] },
      `bad_name at ${at}.steps.0.name`,
    ],
    ['a window without deeds', { ...yearly, within: 'P100D', steps: steps(1) }, `unknown_property at ${at}.within`],
    [
      'deeds without a window',
      { by: 'deeds', steps: [{ name: 'a', label: 'A', deeds: {} }] },
      `missing at ${at}.within`,
    ],
    ['a share to keep above all', { ...deeds({}), keep: 1.1 }, `bad_value at ${at}.keep`],
    ['a share to keep of nothing', { ...deeds({}), keep: 0 }, `bad_value at ${at}.keep`],
    ['a deed nobody declared', deeds({ dance: 1 }), `unknown_deed at ${at}.steps.0.deeds.dance`],
    ['no deed', deeds({ visit: 0 }), `bad_value at ${at}.steps.0.deeds.visit.atLeast`],
    ['a need that says nothing', deeds({ visit: {} }), `bad_shape at ${at}.steps.0.deeds.visit`],
    ['a need that says when alone', deeds({ visit: { ever: true } }), `bad_shape at ${at}.steps.0.deeds.visit`],
    ['a share above all', deeds({ visit: { share: 25 } }), `bad_value at ${at}.steps.0.deeds.visit.share`],
    ['a cap of no share', deeds({ visit: { days: 3, cap: 9 } }), `bad_value at ${at}.steps.0.deeds.visit.cap`],
    [
      'both ever and within a while',
      deeds({ visit: { days: 3, ever: true, within: 'P1Y' } }),
      `bad_value at ${at}.steps.0.deeds.visit.within`,
    ],
    ['a nameless need', deeds({ visit: [{ day: 3 }] }), `unknown_property at ${at}.steps.0.deeds.visit.0.day`],
    ['an empty list of needs', deeds({ visit: [] }), `bad_value at ${at}.steps.0.deeds.visit.atLeast`],
  ])('do not ask for %s', (_, tiers, issue) => {
    expect(found(withPart(at, tiers))).toEqual([issue])
  })
})
