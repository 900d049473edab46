import * as z from 'zod'
import { defineProgram, identifier } from '../../../src/index.js'

/** A club with all that a ledger knows: rules, campaigns, tiers, rates, partners, limited rewards, draws, sanctions. */
export const club = defineProgram({
  id: 'club',
  version: 1,
  money: 'CHF',
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Shop AG',
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
      expires: 'P1Y',
      tiers: {
        by: 'points',
        period: 'year',
        downgrade: 'drop',
        steps: [{ name: 'silver', label: 'Silver', from: 100 }],
      },
    },
    miles: { kind: 'redeemable', label: 'Miles' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  deeds: { liked: { label: 'Be liked' }, visit: { label: 'Visit' } },
  earns: {
    orders: { on: 'amount', label: 'A point a franc', per: 100, gives: { bonus: 1 } },
    likes: { on: 'deed', label: 'Respect for a like', deed: 'liked', gives: { respect: 10 } },
    visits: { on: 'deed', label: 'A point a visit', deed: 'visit', gives: { bonus: 2 } },
  },
  campaigns: {
    double: { label: 'Double points', rules: ['orders'], times: 2, from: '2000-01-01', until: '2999-12-31' },
  },
  conversions: {
    toMiles: {
      label: 'Bonus into miles',
      from: 'bonus',
      to: 'miles',
      rates: [{ from: '2000-01-01', give: 3, get: 2 }],
      least: 6,
    },
    past: {
      label: 'No more',
      from: 'bonus',
      to: 'miles',
      rates: [{ from: '2000-01-01', until: '2000-12-31', give: 1, get: 1 }],
    },
  },
  partners: { railway: { label: 'Railway', currency: 'miles' } },
  offers: {
    membership: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address' },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points' },
    },
    draw: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To tell you if you have won' },
      gives: { benefit: 'chance', says: 'Win a lamp', by: '2999-01-31', prizes: 90, entries: 60 },
    },
  },
  rewards: {
    voucher: { costs: { bonus: 50 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 }, validFor: 'P30D' },
    lamp: { costs: { bonus: 10 }, gives: { benefit: 'service', says: 'A lamp', worth: 20 }, stock: 2 },
    mug: {
      costs: { bonus: 10 },
      gives: { benefit: 'service', says: 'A mug', worth: 8 },
      limit: { most: 1, per: 'ever' },
    },
    tour: { costs: { bonus: 10 }, gives: { benefit: 'service', says: 'A tour', worth: 30 } },
  },
  raffles: {
    lamps: {
      label: 'Three lamps',
      offer: 'draw',
      closes: '2998-12-31',
      prizes: [{ says: 'A lamp', count: 3 }],
      ticket: { bonus: 5 },
      most: 2,
    },
  },
  gates: { post: { label: 'Write' } },
  sanctions: { spam: { label: 'Spam', says: 'You advertised; writing is paused for a while.' } },
})

export const policy = {
  maxAward: { bonus: 2 ** 53 - 1 },
  caps: { orders: [{ per: 'day', most: { bonus: 1_000 } }] },
  budgets: { campaigns: { double: 30 } },
  respect: { respect: { givesPerDay: 30, givesToOnePerDay: 20, receivesPerDay: 25 } },
} as const
