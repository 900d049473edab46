import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import * as z from 'zod/mini'
import { coupons } from './coupons.js'

/** The shop's side of every exchange, in one place: what it gives, what it asks, and why. */
export const shop = defineProgram({
  id: 'shop-checkout',
  version: 3,
  money: 'CHF',
  markets: ['CH'],
  fairness: { rate: 1 },
  contact: {
    perOffer: { day: 8 },
    // At the till there is somebody who came by themselves, at whatever hour.
    channels: { shop: { displays: { day: 24 }, quiet: 'none' }, store: { quiet: 'none' } },
    quiet: { from: '20:00', until: '08:00' },
  },
  goals: {
    fitting: { label: 'Fewer shoes that come back' },
    arriving: { label: 'Orders that arrive' },
  },
  controller: {
    name: 'Gratweg AG',
    address: 'Dorfstrasse 12, 7500 St. Moritz',
    contact: 'privacy@gratweg.example',
    jurisdiction: 'CH',
    policyUrl: 'https://gratweg.example/privacy',
  },

  fields: {
    // What lies in it now; of who has ordered, the shop's backend keeps a list for each order.
    basket: observed(z.union([z.array(z.string()), z.array(z.array(z.string()))]), { label: 'Basket' }),
    terrain: preference(z.enum(['alpine', 'forest', 'city']), {
      label: 'Where you walk',
      input: { type: 'radio', options: { alpine: 'Rock and ridge', forest: 'Forest and field', city: 'Town' } },
    }),
    weather: preference(z.enum(['dry', 'wet']), {
      label: 'In what weather',
      input: { type: 'radio', options: { dry: 'Mostly dry', wet: 'Often wet' } },
    }),
    name: personal(z.string().check(z.trim(), z.minLength(2, 'Your first and last name, as on the letter box.')), {
      label: 'Name',
      input: { autocomplete: 'name' },
    }),
    street: personal(z.string().check(z.trim(), z.minLength(3, 'Street and number, as in Dorfstrasse 12.')), {
      label: 'Street and number',
      input: { autocomplete: 'street-address' },
    }),
    place: personal(
      z.string().check(z.trim(), z.regex(/^\d{4,5} \S.*$/, 'Postcode, a space and the place, as in 8001 Zürich.')),
      { label: 'Postcode and place', input: { placeholder: '8001 Zürich' } },
    ),
    email: identifier(z.email('An address like mara@mail.example.'), {
      label: 'E-mail',
      input: { autocomplete: 'email', type: 'email' },
    }),
    phone: identifier(z.string().check(z.regex(/^[+\d][\d ]{6,}$/, 'Digits and spaces, as in 079 000 00 00.')), {
      label: 'Phone',
      input: { autocomplete: 'tel', type: 'tel' },
    }),
  },

  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    learn: { label: 'Learn from your orders what goes together', basis: 'consent', validFor: 'P2Y' },
    delivery: { label: 'Deliver your order', basis: 'contract', retainFor: 'P90D', retainFrom: 'given' },
    ring: { label: 'Ring you about this delivery', basis: 'consent', validFor: 'P30D' },
    newsletter: { label: 'Our news by e-mail, four times a year', basis: 'consent', validFor: 'P2Y', channel: 'email' },
  },

  touchpoints: {
    web: { label: 'Web shop', channel: 'shop' },
    till: { label: 'Till in the shop', channel: 'store', device: 'site' },
  },

  models: {
    goesWith: {
      label: 'What goes together',
      reads: 'basket',
      learns: 'learn',
      // They tell of somebody's health, or of a child to come: nothing is learned of them, nothing follows from them.
      without: ['plasters', 'knee', 'belly', 'balm'],
    },
  },

  currencies: { bonus: { kind: 'redeemable', label: 'Points', expires: 'P24M' } },

  offers: {
    goesWithIt: {
      principle: 'receive',
      for: 'fit',
      goal: 'fitting',
      repeats: 'always',
      uses: { basket: 'To find what goes with it' },
      fits: { model: 'goesWith', coupons },
      gives: { benefit: 'coupon', says: 'A coupon for something that goes with your basket', worth: 4 },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      at: ['web'],
      goal: 'fitting',
      asks: { terrain: 'So that the sole suits the ground', weather: 'So that your feet stay dry' },
      // Our own estimate: a quarter of an hour that nobody spends with eleven other pairs.
      gives: { benefit: 'selection', says: 'The shoes that suit your paths, out of twelve', worth: 3 },
    },
    order: {
      principle: 'exchange',
      for: 'delivery',
      at: ['web'],
      goal: 'arriving',
      repeats: 'always',
      asks: {
        name: 'For the parcel',
        street: 'Where we send it',
        place: 'Where we send it',
        email: 'To tell you when it is on its way',
        phone: { because: 'Should the driver not find you', optional: true, for: 'ring' },
      },
      observes: { basket: 'To pack what you ordered' },
      invites: { learn: ['basket'], newsletter: ['email'] },
      // About what it costs to send a parcel of that size.
      gives: {
        benefit: 'service',
        says: 'Your order in two working days, and one point for each whole franc',
        worth: 6,
      },
    },
  },

  rewards: {
    voucher: {
      label: 'Voucher',
      costs: { bonus: 200 },
      gives: { benefit: 'coupon', says: 'CHF 10 off your next order', worth: 10 },
    },
  },
})
