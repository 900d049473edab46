import { defineProgram, identifier, personal } from 'evenhanded'
import * as z from 'zod/mini'
import { controller } from '../controller.js'

/** A shop with one exchange that may be repeated, so that a history can be as long as one likes. */
export const program = defineProgram({
  id: 'bench-shop',
  version: 1,
  money: 'CHF',
  controller,
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    street: personal(z.string(), { label: 'Street' }),
    town: personal(z.string(), { label: 'Town' }),
  },
  purposes: {
    delivery: { label: 'Deliver what you ordered', basis: 'contract' },
    newsletter: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' } },
  offers: {
    order: {
      principle: 'convert',
      for: 'delivery',
      repeats: 'always',
      asks: { email: 'To tell you when it comes', street: 'To find your door', town: 'To find your door' },
      invites: { newsletter: ['email'] },
      gives: { benefit: 'points', points: { bonus: 5 }, says: '5 points with each order' },
    },
  },
  gates: { invoice: { label: 'Pay by invoice', needs: { email: 'delivery' } } },
})

/** What one order says. */
export const answers = { email: 'ada@mail.example', street: 'Seestrasse 12', town: '8002 Zürich' }
