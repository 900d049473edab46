import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import * as z from 'zod/mini'

/** A café whose stamps can be had by the thousand, each with a note of its own; and what must stay on the device. */
export const cafeOf = (version: number) =>
  defineProgram({
    id: 'cafe',
    version,
    money: 'CHF',
    controller: {
      name: 'Café Sample',
      address: '1 Sample Street, Zürich',
      contact: 'privacy@cafe.example',
      jurisdiction: 'CH',
      policyUrl: 'https://cafe.example/privacy',
    },
    fields: {
      looked: observed(z.array(z.string()), { label: 'What you looked at' }),
      colour: preference(z.enum(['vermilion', 'ultramarine', 'viridian']), { label: 'Your colour' }),
      taste: preference(z.enum(['umami', 'astringent', 'piquant']), { label: 'Your taste' }),
      email: identifier(z.email(), { label: 'E-mail' }),
      note: personal(z.string(), { label: 'Note' }),
      birthday: personal(z.iso.date(), { label: 'Birthday' }),
    },
    purposes: {
      fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
      club: { label: 'Keep your card', basis: 'contract' },
      tasting: { label: 'Invite you to tastings', basis: 'contract' },
      treats: { label: 'A present on your birthday', basis: 'consent', validFor: 'P2Y' },
      newsletter: { label: 'Send news', basis: 'consent', validFor: 'P2Y', channel: 'email' },
    },
    touchpoints: {
      web: { label: 'Web', channel: 'shop' },
      till: { label: 'Till', channel: 'store', device: 'site' },
    },
    currencies: { bonus: { kind: 'redeemable', label: 'Bonus points' } },
    offers: {
      glance: {
        principle: 'receive',
        for: 'fit',
        uses: { looked: 'To find what goes with it' },
        gives: { benefit: 'coupon', says: '10 % off what goes with it', worth: 2 },
      },
      finder: {
        principle: 'choose',
        for: 'fit',
        asks: { colour: 'To show cups in it', taste: 'To show what you like' },
        gives: { benefit: 'selection', says: 'Five cups' },
      },
      membership: {
        principle: 'convert',
        for: 'club',
        asks: {
          email: 'Your card needs an address',
          birthday: { because: 'For a present on the day', optional: true, for: 'treats', points: { bonus: 100 } },
        },
        invites: { newsletter: ['email'] },
        gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
      },
      stamp: {
        principle: 'convert',
        for: 'club',
        repeats: 'always',
        asks: { note: version === 1 ? 'To tell one coffee from the other' : 'So that each coffee counts once' },
        gives: { benefit: 'points', points: { bonus: 1 }, says: 'A stamp' },
      },
      tasting: {
        principle: 'exchange',
        for: 'tasting',
        repeats: 'always',
        asks: { taste: 'To choose what you taste' },
        gives: { benefit: 'service', says: 'A seat' },
      },
    },
    rewards: { biscuit: { costs: { bonus: 3 }, stock: 5, gives: { benefit: 'coupon', says: 'A biscuit', worth: 1 } } },
    gates: { post: { label: 'Write on the wall', needs: { email: 'club' } } },
  })

export const cafe = cafeOf(1)

/** What stands in no request, whatever happens: values that are observed, and a preference that no server's offer asks. */
export const staysHere = ['looked-at-', 'vermilion', 'ultramarine', 'viridian', '"glance"', '"finder"'] as const

/** What may stand in a request where an accepted offer asks it, and nowhere else. */
export const tastes = ['umami', 'astringent', 'piquant'] as const
