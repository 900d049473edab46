import { defineProgram, identifier, observed } from 'evenhanded'
import * as z from 'zod/mini'

/** A membership as small as can be; tests write it elsewhere under ids of their own. */
export const club = defineProgram({
  id: 'club',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    purchases: observed(z.array(z.string()), { label: 'Purchases' }),
    email: identifier(z.email(), { label: 'E-mail' }),
  },
  purposes: {
    membership: { label: 'Keep your account', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent', validFor: 'P2Y' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  offers: {
    join: {
      principle: 'convert',
      for: 'membership',
      asks: { email: 'Your account needs an address' },
      observes: { purchases: 'To count your points' },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points to start with' },
    },
  },
})
