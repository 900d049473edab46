import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import { z } from 'zod'

/** The words that the programs in this folder share. */
export const words = {
  id: 'shop',
  version: 1,
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
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    birthday: personal(z.iso.date(), { label: 'Birthday', freshFor: 'P10Y' }),
    allergy: personal(z.string(), { label: 'Allergy', special: true }),
    feet: preference(z.string(), { label: 'Foot complaints', special: true }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D' },
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present on your birthday', basis: 'consent', validFor: 'P2Y' },
    newsletter: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email', confirm: true },
    health: { label: 'Mind your allergies', basis: 'explicit-consent' },
  },
  touchpoints: {
    web: { label: 'Web shop', channel: 'shop' },
    till: { label: 'Till', channel: 'store', device: 'site' },
  },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
} as const

export const shop = defineProgram({
  ...words,
  money: 'CHF',
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
      asks: { email: 'To tell you if you have won' },
      invites: { newsletter: ['email'] },
      gives: { benefit: 'chance', says: 'Win one of five pairs', by: '2027-01-31', prizes: 900, entries: 600 },
    },
    post: {
      principle: 'exchange',
      for: 'draw',
      asks: {},
      asksOneOf: [{ email: 'To write to you' }, { birthday: 'To write to you' }],
      gives: [{ benefit: 'service', says: 'A letter' }],
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For a present on the day', optional: true, for: 'treats', points: { bonus: 100 } },
        allergy: { because: 'So that presents suit you', optional: true, for: 'health' },
      },
      observes: { basket: 'What you bought, for your points' },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
    },
  },
  rewards: { voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 } } },
  gates: {
    review: { label: 'Write a review', needs: { email: 'club' }, atLeast: { respect: 10 } },
    news: {
      label: 'Read the news',
      for: 'newsletter',
      needs: { email: ['newsletter'] },
      anyOf: [{ atLeast: { bonus: 1 } }],
    },
  },
})
