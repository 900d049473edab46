import { describe, expect, it } from 'vitest'
import { policyFaults } from '../../../src/core/program/policy-faults.js'
import { type Policy, reviewProgram } from '../../../src/index.js'
import { slopes } from '../../server/support/slopes.js'

const pathsOf = (policy: Policy) => policyFaults(slopes, policy).map(({ code, path }) => [code, path])

describe('what is wrong with a policy for coupons', () => {
  it('is nothing where every limit is of something declared', () => {
    expect(pathsOf({})).toEqual([])
    expect(pathsOf({ coupons: { tillCoupon: { budget: 0.5, stock: { wax: 0 } }, blindCoupon: {} } })).toEqual([])
  })

  it('is each limit that would hold nobody back', () => {
    const coupons = {
      toString: { budget: 1 },
      panel: {},
      tillCoupon: { budget: Number.NaN, stock: { tent: 1, wax: -1, poles: 2 ** 53 } },
    }
    expect(pathsOf({ coupons } as Policy)).toEqual([
      ['bad_name', 'policy.coupons.toString'],
      ['unknown_offer', 'policy.coupons.toString'],
      ['no_coupons', 'policy.coupons.panel'],
      ['bad_value', 'policy.coupons.tillCoupon.budget'],
    ])
    const stock = { tent: 1, wax: -1, poles: 2 ** 53 }
    expect(pathsOf({ coupons: { tillCoupon: { stock } } })).toEqual([
      ['unknown_coupon', 'policy.coupons.tillCoupon.stock.tent'],
      ['bad_value', 'policy.coupons.tillCoupon.stock.wax'],
      ['bad_value', 'policy.coupons.tillCoupon.stock.poles'],
    ])
  })

  it('is told by whoever reviews the program with it', () => {
    const policy = { coupons: { finder: { budget: 1 } } }
    const found = reviewProgram(slopes, { policy, now: 0 }).findings
    expect(found).toContainEqual(expect.objectContaining({ path: 'policy.coupons.finder', level: 'error' }))
    expect(reviewProgram(slopes, { now: 0 }).findings.some(({ path }) => path.startsWith('policy'))).toBe(false)
  })
})
