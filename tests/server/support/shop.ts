import * as z from 'zod'
import { defineProgram, identifier, observed, personal, preference } from '../../../src/index.js'

/** A shop with every principle, every way out, points, a gate, and a schema that answers later. */
export const shop = defineProgram({
  id: 'alpine-shop',
  version: 3,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    basket: observed(z.array(z.string()), { label: 'Basket' }),
    terrain: preference(z.enum(['alpine', 'forest']), { label: 'Where you walk' }),
    email: identifier(z.email('Give an address.'), { label: 'E-mail' }),
    phone: identifier(
      z.string().refine(async (text) => text.startsWith('+'), 'Begin with +.'),
      { label: 'Phone' },
    ),
    birthday: personal(z.iso.date().pipe(z.coerce.date()), { label: 'Birthday' }),
    note: personal(z.any(), { label: 'Note' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    draw: { label: 'Run the raffle', basis: 'contract' },
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present on your birthday', basis: 'consent' },
    newsletter: { label: 'Send news', basis: 'consent' },
    unused: { label: 'Nothing yet', basis: 'consent' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' }, desk: { label: 'Desk', channel: 'store' } },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  offers: {
    coupon: {
      principle: 'receive',
      for: 'fit',
      uses: { basket: 'To find what goes with it' },
      gives: { benefit: 'coupon', says: '10 % off' },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'So that you see shoes for your paths' },
      gives: { benefit: 'selection', says: 'Five shoes' },
    },
    raffle: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'To tell you if you have won' },
      invites: { newsletter: ['email'] },
      gives: { benefit: 'chance', says: 'Win shoes', by: '2027-01-31', prizes: 900, entries: 600 },
    },
    callback: {
      principle: 'exchange',
      for: 'draw',
      asks: { phone: 'To call you', note: { because: 'What about', optional: true, for: 'treats' } },
      gives: { benefit: 'service', says: 'We call you back' },
    },
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For a present', optional: true, for: 'treats', points: { bonus: 100 } },
      },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points' },
    },
    deskClub: {
      principle: 'exchange',
      for: 'club',
      at: ['desk'],
      asks: { email: 'Your account needs an address' },
      gives: { benefit: 'service', says: 'A card' },
    },
  },
  rewards: { voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off' } } },
  gates: { review: { label: 'Write a review', needs: { email: 'club' } } },
})
