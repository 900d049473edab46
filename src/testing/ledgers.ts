import type * as FastCheck from 'fast-check'
import type { Currency, Expiry } from '../core/program/currency.js'
import type { Deeds, EarnRules } from '../core/program/earn-rule.js'
import type { Definition } from '../core/program/program.js'
import type { Reward } from '../core/program/reward.js'
import type { Tiers } from '../core/program/tier.js'
import type { Fc } from './fc.js'

/** What a program says of points. */
export type Ledger = Pick<
  Definition,
  'currencies' | 'deeds' | 'earns' | 'campaigns' | 'conversions' | 'partners' | 'rewards' | 'sanctions'
>

const deeds: Deeds = { post: { label: 'Write' }, visit: { label: 'Come by' }, flagged: { label: 'Be flagged' } }

/** Two currencies to spend and one to earn respect in, with all that moves them. */
export function ledgerOf(fc: Fc): FastCheck.Arbitrary<Ledger> {
  return fc
    .record({
      bonus: expiryOf(fc),
      miles: expiryOf(fc),
      milesTiers: maybe(fc, pointTiersOf(fc)),
      respectTiers: maybe(fc, deedTiersOf(fc)),
      earns: rulesOf(fc),
      times: fc.constantFrom(1.1, 1.5, 2, 3),
      give: fc.integer({ min: 1, max: 9 }),
      get: fc.integer({ min: 1, max: 9 }),
      rare: rewardOf(fc),
    })
    .map((drawn) => ({
      currencies: {
        bonus: redeemable('Bonus', drawn.bonus),
        miles: redeemable('Miles', drawn.miles, drawn.milesTiers),
        respect: { kind: 'reputation', label: 'Respect', ...(drawn.respectTiers && { tiers: drawn.respectTiers }) },
      },
      deeds,
      earns: drawn.earns,
      campaigns: {
        spring: {
          label: 'Spring',
          rules: Object.keys(drawn.earns),
          times: drawn.times,
          from: '2026-03-01',
          until: '2026-05-31',
        },
      },
      conversions: {
        milesToBonus: {
          label: 'Miles into bonus',
          from: 'miles',
          to: 'bonus',
          rates: [
            { from: '2026-01-01', until: '2026-12-31', give: drawn.give, get: drawn.get },
            { from: '2027-01-01', give: drawn.get, get: drawn.give },
          ],
        },
      },
      partners: { railway: { label: 'Railway', currency: 'miles' } },
      rewards: {
        voucher: { costs: { bonus: 50 }, gives: { benefit: 'coupon', says: 'Five off' } },
        rare: drawn.rare,
      },
      sanctions: { spam: { label: 'Spam', says: 'You advertised in a post.' } },
    }))
}

const redeemable = (label: string, expires: Expiry | undefined, tiers?: Tiers): Currency => ({
  kind: 'redeemable',
  label,
  ...(expires && { expires }),
  ...(tiers && { tiers }),
})

const maybe = <Value>(fc: Fc, value: FastCheck.Arbitrary<Value>): FastCheck.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined })

const durationOf = (fc: Fc): FastCheck.Arbitrary<`P${string}`> =>
  fc.constantFrom('PT36H', 'P30D', 'P2W', 'P1M', 'P6M', 'P1Y', 'P24M')

/** Never, after a while, at the end of a part of the year, or on a day of it. */
const expiryOf = (fc: Fc): FastCheck.Arbitrary<Expiry | undefined> => {
  const endOf = fc.constantFrom('month', 'quarter', 'year')
  const on = fc.constantFrom('01-01', '02-28', '06-30', '12-31')
  const after = durationOf(fc)
  return fc.oneof(
    fc.constant(undefined),
    after,
    fc.record({ endOf, after }, { requiredKeys: ['endOf'] }),
    fc.record({ on, after }, { requiredKeys: ['on'] }),
  )
}

const tierNames = ['bronze', 'silver', 'gold']
const named = (i: number): { name: string; label: string } => {
  const name = tierNames[i] as string
  return { name, label: name }
}

const pointTiersOf = (fc: Fc): FastCheck.Arbitrary<Tiers> =>
  fc
    .record({
      period: fc.constantFrom('month', 'quarter', 'year'),
      downgrade: fc.constantFrom('drop', 'step', 'never'),
      from: fc.uniqueArray(fc.nat(300), { minLength: 1, maxLength: 3 }),
    })
    .map(({ from, ...rest }) => ({
      by: 'points',
      ...rest,
      steps: from.sort((a, b) => a - b).map((from, i) => ({ ...named(i), from })),
    }))

const deedTiersOf = (fc: Fc): FastCheck.Arbitrary<Tiers> =>
  fc
    .record({
      within: fc.constantFrom('P30D', 'P100D'),
      posts: fc.integer({ min: 1, max: 5 }),
      days: fc.integer({ min: 1, max: 3 }),
      flagged: fc.nat(2),
    })
    .map(({ within, posts, days, flagged }) => ({
      by: 'deeds',
      within,
      steps: [
        { ...named(0), deeds: { post: posts } },
        {
          ...named(1),
          deeds: { post: { atLeast: posts * 2, ever: true }, visit: { days }, flagged: { atMost: flagged } },
        },
      ],
    }))

const rulesOf = (fc: Fc): FastCheck.Arbitrary<EarnRules> =>
  fc
    .record({
      per: fc.constantFrom(1, 50, 100),
      bonus: fc.integer({ min: 1, max: 5 }),
      miles: fc.nat(5),
      pending: maybe(fc, durationOf(fc)),
      qualifies: fc.boolean(),
    })
    .map(({ per, bonus, miles, pending, qualifies }) => ({
      orders: {
        on: 'amount',
        label: 'For what you buy',
        per,
        gives: { bonus, ...(miles > 0 && { miles }) },
        ...(pending && { availableAfter: pending }),
      },
      posts: { on: 'deed', label: 'For what you write', deed: 'post', gives: { miles: 1 }, qualifies },
    }))

/** Few of them, and not many for each. */
const rewardOf = (fc: Fc): FastCheck.Arbitrary<Reward> =>
  fc
    .record({
      bonus: fc.integer({ min: 1, max: 40 }),
      miles: fc.nat(20),
      stock: fc.integer({ min: 1, max: 5 }),
      limit: maybe(
        fc,
        fc.record({
          most: fc.integer({ min: 1, max: 3 }),
          per: fc.constantFrom('day', 'month', 'year', 'ever'),
        }),
      ),
      coupon: fc.boolean(),
      validFor: durationOf(fc),
    })
    .map(({ bonus, miles, stock, limit, coupon, validFor }) => ({
      costs: { bonus, ...(miles > 0 && { miles }) },
      gives: coupon ? { benefit: 'coupon', says: 'A rare coupon' } : { benefit: 'service', says: 'A rare service' },
      stock,
      ...(limit && { limit }),
      ...(coupon && { validFor }),
    }))
