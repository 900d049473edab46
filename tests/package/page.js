// What a page ships at the least: the client and a program of five fields on zod/mini. Its size is limited.

import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import { createClient } from 'evenhanded/client'
import * as z from 'zod/mini'

const shop = defineProgram({
  id: 'page',
  version: 1,
  money: 'CHF',
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    basket: observed(z.array(z.string()), { label: 'Basket' }),
    terrain: preference(z.enum(['alpine', 'forest', 'city']), { label: 'Where you walk' }),
    email: identifier(z.email(), { label: 'E-mail' }),
    name: personal(z.string(), { label: 'Name' }),
    birthday: personal(z.iso.date(), { label: 'Birthday', freshFor: 'P10Y' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present on your birthday', basis: 'consent', validFor: 'P2Y' },
    newsletter: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email', confirm: true },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  offers: {
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'So that you only see shoes for your paths' },
      gives: { benefit: 'selection', says: 'The five shoes that suit your paths' },
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        name: 'To greet you',
        birthday: { because: 'For a present on the day', optional: true, for: 'treats', points: { bonus: 100 } },
      },
      invites: { newsletter: ['email'] },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
    },
  },
  gates: { review: { label: 'Write a review', needs: { email: 'club' } } },
})

globalThis.client = createClient({ program: shop, server: '/evenhanded', touchpoint: 'web' })
