import { defineProgram, identifier, observed, personal } from 'evenhanded'
import * as z from 'zod/mini'

/**
 * A membership with points that convert into bread and coffee, and every way out of it. Purchases earn by a declared
 * rule, are pending while goods may come back, lift into tiers, and end with a quarter.
 */
export const desk = defineProgram({
  id: 'loyalty-desk',
  version: 4,
  money: 'CHF',
  fairness: { rate: 1 },
  contact: { perOffer: { day: 8 }, channels: { web: { quiet: 'none' } }, quiet: { from: '20:00', until: '06:00' } },
  goals: { regulars: { label: 'People who come back' } },
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Kornhaus Bakeries AG',
    address: 'Marktgasse 30, 9000 St. Gallen',
    contact: 'privacy@kornhaus.example',
    jurisdiction: 'CH',
    policyUrl: 'https://kornhaus.example/privacy',
  },
  officer: { name: 'Regula Frick', contact: 'regula.frick@kornhaus.example' },
  representative: { name: 'Kornhaus Deutschland GmbH', contact: 'datenschutz@kornhaus.example', address: 'Konstanz' },
  markets: ['CH', 'EU'],
  parties: {
    post: { name: 'Mailgate GmbH', role: 'processor', does: 'Sends our e-mails', country: 'DE' },
    till: { name: 'Kassenwerk AG', role: 'processor', does: 'Runs the tills', country: 'CH' },
  },

  fields: {
    purchases: observed(z.array(z.string()), { label: 'Purchases with the card' }),
    firstName: personal(z.string().check(z.trim(), z.minLength(2, 'At least two letters.')), {
      label: 'First name',
      input: { autocomplete: 'given-name' },
    }),
    email: identifier(z.email('An address like mara@mail.example.'), {
      label: 'E-mail',
      input: { autocomplete: 'email', type: 'email' },
    }),
    birthday: personal(z.iso.date('A date, as in 1990-04-30.'), {
      label: 'Birthday',
      freshFor: 'P10Y',
      input: { autocomplete: 'bday', type: 'date' },
    }),
  },

  purposes: {
    club: { label: 'Run your membership', basis: 'contract', parties: ['till'] },
    treats: { label: 'A cake on your birthday', basis: 'consent', validFor: 'P2Y' },
    news: {
      label: 'News from the oven by e-mail',
      basis: 'consent',
      validFor: 'P2Y',
      channel: 'email',
      confirm: true,
      confirmWithin: 'P14D',
      parties: ['post'],
    },
  },

  moments: {
    birthday: {
      label: 'Your birthday',
      kind: 'birthday',
      field: 'birthday',
      for: 'treats',
      yearly: true,
      closes: 'P7D',
    },
  },

  touchpoints: { web: { label: 'Member’s page', channel: 'web' }, counter: { label: 'Counter', channel: 'store' } },

  currencies: {
    grain: {
      kind: 'redeemable',
      label: 'Grains',
      expires: { after: 'P3M', endOf: 'quarter' },
      notice: 'P30D',
      tiers: {
        by: 'points',
        period: 'quarter',
        downgrade: 'step',
        notice: 'P30D',
        steps: [
          { name: 'friend', label: 'Friend', from: 40 },
          { name: 'regular', label: 'Regular', from: 150 },
          { name: 'patron', label: 'Patron', from: 400 },
        ],
      },
    },
  },

  earns: {
    purchase: { on: 'amount', label: 'Purchase', per: 100, gives: { grain: 1 }, availableAfter: 'P3D' },
  },
  campaigns: {
    rye: { label: 'The rye decade', rules: ['purchase'], times: 1.5, from: '2026-01-01', until: '2035-12-31' },
  },

  offers: {
    membership: {
      principle: 'convert',
      for: 'club',
      at: ['web'],
      goal: 'regulars',
      asks: {
        firstName: 'So that we can greet you',
        email: 'Your account needs an address',
        birthday: { because: 'For a cake on the day', optional: true, for: 'treats', points: { grain: 100 } },
      },
      observes: { purchases: 'To credit a grain for each whole franc' },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { grain: 300 }, says: '300 grains to start with, and one for each franc' },
    },
    cake: {
      principle: 'exchange',
      for: 'treats',
      goal: 'regulars',
      moment: 'birthday',
      repeats: 'P10M',
      asks: {},
      uses: { birthday: 'To know the day' },
      gives: { benefit: 'service', says: 'A cake for one, at the counter, within a week of your birthday', worth: 6 },
    },
  },

  rewards: {
    coffee: {
      label: 'A coffee',
      costs: { grain: 150 },
      gives: { benefit: 'coupon', says: 'A coffee of your choice', worth: 5 },
      limit: { most: 1, per: 'day' },
      validFor: 'P7D',
    },
    loaf: {
      label: 'A loaf',
      costs: { grain: 250 },
      gives: { benefit: 'coupon', says: 'A loaf of sourdough bread', worth: 8 },
      stock: 3,
      validFor: 'P14D',
    },
  },

  gates: { early: { label: 'Order before seven', tier: { grain: 'regular' } } },
})
