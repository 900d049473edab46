import { defineProgram, identifier, observed } from 'evenhanded'
import * as z from 'zod/mini'

/** A shop whose members may be learned from; tests write it elsewhere under ids of their own. */
export const walks = defineProgram({
  id: 'walks',
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
    basket: observed(z.array(z.array(z.string())), { label: 'What you bought' }),
    email: identifier(z.email(), { label: 'E-mail' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    learn: { label: 'Learn what goes together', basis: 'consent', validFor: 'P2Y' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  offers: {
    join: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address' },
      observes: { basket: 'To keep your receipts' },
      invites: { learn: ['basket'] },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points to start with' },
    },
  },
  models: {
    goesWith: {
      label: 'What goes together',
      reads: 'basket',
      learns: 'learn',
      suggests: 'club',
      without: ['test-strips'],
    },
  },
})
