import * as z from 'zod'
import type { Policy, Returns } from '../../src/core/program/policy.js'
import { defineProgram, identifier } from '../../src/index.js'

/** A club whose points end with a period, with a month and never; that has all there is to do with points. */
export const club = defineProgram({
  id: 'ledger-club',
  version: 1,
  money: 'CHF',
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Club',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: { club: { label: 'Keep your account', basis: 'contract' } },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus', expires: 'P30D', grace: 'P10D', notice: 'P7D' },
    miles: { kind: 'redeemable', label: 'Miles', expires: { after: 'P1M', endOf: 'month' } },
    coins: { kind: 'redeemable', label: 'Coins' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  earns: { buy: { label: 'Buy', on: 'amount', per: 100, gives: { bonus: 2, miles: 1 }, availableAfter: 'P2D' } },
  campaigns: { spring: { label: 'Spring', rules: ['buy'], times: 1.5, from: '2026-03-28', until: '2026-04-12' } },
  conversions: {
    toMiles: {
      label: 'Bonus into miles',
      from: 'bonus',
      to: 'miles',
      least: 4,
      rates: [
        { from: '2026-03-01', until: '2026-04-08', give: 3, get: 2 },
        { from: '2026-04-12', give: 2, get: 3 },
      ],
    },
    toCoins: {
      label: 'Miles into coins',
      from: 'miles',
      to: 'coins',
      rates: [{ from: '2026-01-01', give: 5, get: 1 }],
    },
  },
  offers: {
    membership: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address' },
      gives: { benefit: 'points', points: { bonus: 1 }, says: 'A point' },
    },
  },
  rewards: {
    mug: {
      costs: { bonus: 12 },
      gives: { benefit: 'service', says: 'A mug' },
      stock: 3,
      limit: { most: 2, per: 'month' },
    },
    voucher: {
      costs: { miles: 3, bonus: 8 },
      gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 },
      validFor: 'P10D',
    },
  },
})

/** What a sequence is played under. */
export interface Rules {
  readonly returns: Returns
  readonly floor: number | undefined
}

export const policyOf = ({ returns, floor }: Rules): Policy => ({
  returns: { bonus: returns },
  ...(floor !== undefined && { floor: { bonus: floor } }),
  caps: {
    buy: [
      { per: 'day', most: { bonus: 30 } },
      { per: 'month', most: { bonus: 50, miles: 30 } },
    ],
  },
  budgets: { campaigns: { spring: 20 }, rewards: { voucher: 20 } },
})
