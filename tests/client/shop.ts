import * as z from 'zod/mini'
import { defineProgram, identifier, observed, personal, preference } from '../../src/index.js'

/** The shop of the design, with a gate, a legal duty and a purpose on the device that rests on consent. */
export const shop = defineProgram({
  id: 'alpine-shop',
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
    terrain: preference(z.enum(['alpine', 'forest', 'city']), {
      label: 'Where you walk',
      input: { options: { alpine: 'In the mountains', forest: 'In the forest', city: 'In town' } },
    }),
    email: identifier(z.email('Not an e-mail address'), { label: 'E-mail', input: { autocomplete: 'email' } }),
    birthday: personal(z.iso.date(), { label: 'Birthday', freshFor: 'P10Y' }),
    size: personal(
      z.pipe(
        z.int(),
        z.transform((size) => `EU ${size}`),
      ),
      { label: 'Shoe size' },
    ),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D' },
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present on your birthday', basis: 'consent', validFor: 'P2Y' },
    newsletter: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email' },
  },
  touchpoints: {
    web: { label: 'Web shop', channel: 'shop' },
    till: { label: 'Till', channel: 'store', device: 'site' },
  },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  offers: {
    tillCoupon: {
      principle: 'receive',
      for: 'fit',
      at: ['till'],
      uses: { basket: 'To find what goes with it' },
      gives: { benefit: 'coupon', says: '10 % off what goes with your basket', worth: 2 },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'So that you only see shoes for your paths' },
      gives: { benefit: 'selection', says: 'The five shoes that suit your paths' },
    },
    raffle: {
      principle: 'exchange',
      for: 'draw',
      repeats: 'always',
      asks: { email: 'To tell you if you have won' },
      invites: { newsletter: ['email'] },
      gives: {
        benefit: 'chance',
        says: 'Win one of five pairs',
        by: '2027-01-31',
        prizes: 900,
        entries: 600,
      },
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        terrain: 'To send what suits you',
        birthday: { because: 'For a present on the day', optional: true, for: 'treats', points: { bonus: 100 } },
        size: { because: 'For presents that fit', optional: true, for: 'treats' },
      },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
    },
  },
  rewards: { voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 } } },
  gates: { review: { label: 'Write a review', needs: { email: 'club' } } },
})
