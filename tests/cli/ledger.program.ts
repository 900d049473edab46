import { defineProgram, identifier } from 'evenhanded'
import * as z from 'zod/mini'

/** A ledger with prices, partners and a time zone; tests write it elsewhere under ids of their own. */
export const ledger = defineProgram({
  id: 'ledger',
  version: 1,
  money: 'CHF',
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: { club: { label: 'Keep your account', basis: 'contract' } },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P2Y' },
    miles: { kind: 'redeemable', label: 'Miles' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  conversions: {
    toMiles: {
      label: 'Bonus into miles',
      from: 'bonus',
      to: 'miles',
      rates: [{ from: '2000-01-01', give: 3, get: 2 }],
    },
  },
  partners: { railway: { label: 'Railway', currency: 'miles' }, hotel: { label: 'Hotel', currency: 'miles' } },
  offers: {
    join: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address' },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points to start with' },
    },
  },
})

export const policy = {
  books: { bonus: { price: 0.01, redeemed: 0.9 } },
  partners: { railway: { price: 0.008 }, hotel: { price: 0.0125 } },
}
