import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import * as z from 'zod/mini'

/** A club that takes over the members of an older one. */
export const oldClub = defineProgram({
  id: 'old-club',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  parties: { mailer: { name: 'Mailer GmbH', role: 'processor', does: 'Sends the letters', country: 'DE' } },
  fields: {
    name: personal(z.string().check(z.minLength(1)), { label: 'Name' }),
    email: identifier(z.email(), { label: 'E-mail' }),
    birthday: personal(z.iso.date(), { label: 'Birthday' }),
    children: personal(z.number(), { label: 'Children' }),
    interests: preference(z.array(z.string()), { label: 'Interests' }),
    purchases: observed(z.array(z.string()), { label: 'Purchases' }),
  },
  purposes: {
    membership: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present on your birthday', basis: 'consent', validFor: 'P5Y' },
    news: {
      label: 'Send news',
      basis: 'consent',
      confirm: true,
      parties: ['mailer'],
      retainFor: 'P3Y',
      retainFrom: 'given',
    },
    family: { label: 'What suits your family', basis: 'explicit-consent' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' }, till: { label: 'Till', channel: 'shop' } },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  offers: {
    join: {
      principle: 'convert',
      for: 'membership',
      asks: {
        name: 'To greet you',
        email: 'Your account needs an address',
        birthday: { because: 'For a present', optional: true, for: 'treats' },
        children: { because: 'For what suits them', optional: true, for: 'family' },
      },
      observes: { purchases: 'To count your points' },
      invites: { news: ['email'], treats: ['interests'] },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points to start with' },
    },
  },
})
