import { defineProgram, identifier, personal, preference } from 'evenhanded'
import { type Client, createClient, memory } from 'evenhanded/client'
import * as z from 'zod/mini'

/** A program with something of everything that a form shows. */
export const club = defineProgram({
  id: 'club',
  version: 1,
  controller: {
    name: 'Club',
    address: 'Gasse 1, Bern',
    contact: 'privacy@club.example',
    jurisdiction: 'CH',
    policyUrl: 'https://club.example/privacy',
  },
  fields: {
    taste: preference(z.array(z.enum(['tea', 'coffee'])), {
      label: 'Taste',
      input: { type: 'checkbox', options: { tea: 'Tea', coffee: 'Coffee' } },
    }),
    email: identifier(z.email('An address, please.'), { label: 'E-mail', input: { type: 'email' } }),
    birthday: personal(z.iso.date(), { label: 'Birthday', input: { type: 'date' } }),
    allergy: personal(z.string(), { label: 'Allergy', special: true }),
  },
  purposes: {
    club: { label: 'Run the club', basis: 'contract' },
    treats: { label: 'A present', basis: 'consent' },
    news: { label: 'News', basis: 'consent' },
    care: { label: 'Cook without it', basis: 'explicit-consent' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus' } },
  offers: {
    join: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Where we write to',
        taste: 'What we pour',
        birthday: { because: 'For the day', optional: true, for: 'treats', points: { bonus: 10 } },
        allergy: { because: 'What we leave out', optional: true, for: 'care' },
      },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points to start with' },
    },
  },
  gates: { table: { label: 'Book a table', needs: { email: 'club' } } },
})

type NamesOf<P> = P extends { readonly '~names'?: infer N } ? NonNullable<N> : never
export type ClubNames = NamesOf<typeof club>

/** A client that talks to nobody. */
export const clubClient = (): Client<ClubNames> => createClient({ program: club, touchpoint: 'web', storage: memory() })
