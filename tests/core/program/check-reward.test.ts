import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

describe('a reward', () => {
  it.each([
    [
      'reputation among its costs',
      'costs',
      { bonus: 5, respect: 5 },
      'not_redeemable at rewards.voucher.costs.respect',
    ],
    ['no costs', 'costs', {}, 'bad_shape at rewards.voucher.costs'],
    ['half a point', 'costs', { bonus: 0.5 }, 'bad_amount at rewards.voucher.costs.bonus'],
    ['a stock of nothing', 'stock', 0, 'bad_value at rewards.voucher.stock'],
    ['half a piece', 'stock', 0.5, 'bad_value at rewards.voucher.stock'],
    ['a limit of nothing', 'limit', { most: 0, per: 'day' }, 'bad_value at rewards.voucher.limit.most'],
    ['a limit without a period', 'limit', { most: 1 }, 'missing at rewards.voucher.limit.per'],
    ['a limit per week', 'limit', { most: 1, per: 'week' }, 'bad_value at rewards.voucher.limit.per'],
    ['a limit that is a number', 'limit', 1, 'bad_value at rewards.voucher.limit'],
    ['a validity of no time', 'validFor', 'P0D', 'bad_value at rewards.voucher.validFor'],
    ['points that it gives', 'gives', { benefit: 'points', says: 'x' }, 'bad_value at rewards.voucher.gives.benefit'],
  ])('is refused for %s', (_, name, by, issue) => {
    expect(found(withPart(`rewards.voucher.${name}`, by))).toContain(issue)
  })

  it('has a validity only where there is a coupon code', () => {
    expect(found(withPart('rewards.tour.validFor', 'P6M'))).toEqual(['bad_value at rewards.tour.validFor'])
  })

  it.each(['day', 'month', 'year', 'ever'])('may be had so often per %s', (per) => {
    expect(found(withPart('rewards.tour.limit', { most: 1, per }))).toEqual([])
  })
})
