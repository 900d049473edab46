import * as z from 'zod'
import { defineProgram, identifier, type Policy } from '../../../src/index.js'

/** A market whose points end within seconds, so that a short rush sees all that there is to a ledger. */
export const market = defineProgram({
  id: 'market',
  version: 1,
  money: 'CHF',
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Market',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: { club: { label: 'Keep your account', basis: 'contract' } },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: {
    bonus: {
      kind: 'redeemable',
      label: 'Bonus',
      expires: 'PT4S',
      notice: 'PT1S',
      tiers: {
        by: 'points',
        period: 'year',
        downgrade: 'drop',
        steps: [
          { name: 'silver', label: 'Silver', from: 40 },
          { name: 'gold', label: 'Gold', from: 200 },
        ],
      },
    },
    miles: { kind: 'redeemable', label: 'Miles' },
    coins: { kind: 'redeemable', label: 'Coins', expires: 'P1Y' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  deeds: { liked: { label: 'Be liked' } },
  earns: {
    buy: { on: 'amount', label: 'Buy', per: 100, gives: { bonus: 2, miles: 1 } },
    preorder: { on: 'amount', label: 'Order ahead', per: 100, gives: { bonus: 1 }, availableAfter: 'PT2S' },
    like: { on: 'deed', label: 'A like', deed: 'liked', gives: { respect: 1 } },
  },
  campaigns: {
    double: { label: 'Double', rules: ['buy'], times: 2, from: '2000-01-01', until: '2999-12-31' },
  },
  conversions: {
    toMiles: {
      label: 'Bonus into miles',
      from: 'bonus',
      to: 'miles',
      rates: [{ from: '2000-01-01', give: 3, get: 2 }],
    },
    toCoins: {
      label: 'Miles into coins',
      from: 'miles',
      to: 'coins',
      rates: [{ from: '2000-01-01', give: 5, get: 3 }],
    },
  },
  offers: {
    card: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'For your card' },
      gives: { benefit: 'service', says: 'A card' },
    },
  },
  rewards: {
    voucher: {
      costs: { bonus: 8 },
      gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 },
      stock: 10,
      validFor: 'P30D',
    },
    // Nothing undoes one of these: so many go, and not one more.
    lamp: { costs: { miles: 12 }, gives: { benefit: 'service', says: 'A lamp' }, stock: 5 },
    mug: { costs: { bonus: 5 }, gives: { benefit: 'service', says: 'A mug' } },
    tea: {
      costs: { coins: 4 },
      gives: { benefit: 'coupon', says: 'Tea', worth: 2 },
      limit: { most: 4, per: 'ever' },
    },
  },
})

/** How deep a debt may be, where one may be at all. */
export const floor = { miles: 60 }

export const policy = {
  maxAward: { bonus: 500, miles: 500, coins: 500 },
  caps: { buy: [{ per: 'day', most: { bonus: 200 } }] },
  returns: { bonus: 'balance', miles: 'debt', coins: 'refuse' },
  floor,
  respect: { respect: { givesPerDay: 60, givesToOnePerDay: 20, receivesPerDay: 12 } },
  budgets: { campaigns: { double: 150 }, rewards: { tea: 16 } },
} as const satisfies Policy
