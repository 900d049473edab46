import * as z from 'zod'
import { defineProgram, identifier, observed, personal, preference } from '../../../src/index.js'

/** A program that uses nearly everything, and against which nothing speaks. */
export const sound = defineProgram({
  id: 'sound',
  version: 1,
  money: 'CHF',
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  representative: { name: 'Alpine Deutschland GmbH', contact: 'datenschutz@alpine.example' },
  markets: ['CH', 'EU'],
  minors: {},
  fairness: { rate: 1 },
  contact: { displays: { week: 5 }, quiet: { from: '21:00', until: '08:00' } },
  parties: {
    host: { name: 'Serverhaus AG', role: 'processor', does: 'Hosts the shop', country: 'CH' },
    mailer: { name: 'Mailgate GmbH', role: 'processor', does: 'Sends our mail', country: 'DE' },
  },
  goals: {
    advise: { label: 'Advise people on what suits them' },
    keep: { label: 'Keep in touch with who wants that' },
  },
  fields: {
    basket: observed(z.array(z.string()), { label: 'Basket' }),
    terrain: preference(z.enum(['alpine', 'forest', 'city']), {
      label: 'Where you walk',
      input: { options: { alpine: 'Rock', forest: 'Forest', city: 'Town' } },
    }),
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    birthday: personal(z.iso.date(), { label: 'Birthday', input: { autocomplete: 'bday' } }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D', parties: ['host'] },
    club: { label: 'Keep your account', basis: 'contract', parties: ['host'] },
    treats: { label: 'A present on your birthday', basis: 'consent', validFor: 'P2Y' },
    news: {
      label: 'Send news',
      basis: 'consent',
      validFor: 'P2Y',
      channel: 'email',
      confirm: true,
      parties: ['mailer'],
    },
  },
  touchpoints: {
    web: { label: 'Web shop', channel: 'shop' },
    till: { label: 'Till', channel: 'store', device: 'site' },
  },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  deeds: { post: { label: 'Write a post' } },
  earns: {
    orders: { on: 'amount', label: 'A point for each franc', per: 100, gives: { bonus: 1 } },
    posts: { on: 'deed', label: 'Respect for each post', deed: 'post', gives: { respect: 1 } },
  },
  segments: {
    climbers: { label: 'Climbers', for: 'fit', where: { terrain: 'alpine' } },
    members: { label: 'Members', stage: 'convert', sensitivity: { birthday: 0.6 } },
  },
  moments: { birthday: { label: 'Birthday', kind: 'birthday', field: 'birthday', for: 'treats', yearly: true } },
  places: { shelf: { label: 'The shelf with the boots' } },
  offers: {
    tillCoupon: {
      principle: 'receive',
      for: 'fit',
      goal: 'advise',
      at: ['till'],
      near: ['shelf'],
      uses: { basket: 'To find what goes with it' },
      gives: { benefit: 'coupon', says: '10 % off what goes with your basket', worth: 2 },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      goal: 'advise',
      suits: ['climbers'],
      asks: { terrain: 'So that you only see shoes for your paths' },
      gives: { benefit: 'selection', says: 'The five shoes that suit your paths', worth: 1 },
    },
    raffle: {
      principle: 'exchange',
      for: 'draw',
      goal: 'keep',
      asks: { email: 'To tell you if you have won' },
      gives: { benefit: 'chance', says: 'Win one of five pairs', by: '2027-01-31', prizes: 9000, entries: 600 },
    },
    membership: {
      principle: 'convert',
      for: 'club',
      goal: 'keep',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For a present on the day', optional: true, for: 'treats', points: { bonus: 100 } },
      },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
    },
    present: {
      principle: 'exchange',
      for: 'club',
      goal: 'keep',
      moment: 'birthday',
      asks: {},
      uses: { email: 'To send it' },
      gives: { benefit: 'service', says: 'A present', worth: 8 },
    },
  },
  rewards: { voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 } } },
  raffles: {
    shoes: { label: 'Five pairs', offer: 'raffle', closes: '2027-01-24', prizes: [{ says: 'A pair', count: 5 }] },
  },
  gates: {
    review: { label: 'Write a review', needs: { email: 'club' }, atLeast: { respect: 10 } },
    letter: { label: 'Read the letter', for: 'news', needs: { email: 'news' } },
  },
})
