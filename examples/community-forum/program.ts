import { defineProgram, identifier, personal, preference } from 'evenhanded'
import * as v from 'valibot'

export const topics = { huts: 'Huts', routes: 'Routes', gear: 'Gear', weather: 'Weather' } as const

/**
 * Anyone reads. Interests and an address bring the digest, a full name opens posting, and who is found
 * helpful by others is called an expert.
 */
export const forum = defineProgram({
  id: 'community-forum',
  version: 2,
  money: 'CHF',
  markets: ['CH'],
  fairness: { rate: 1 },
  contact: { perOffer: { day: 8 }, channels: { forum: { quiet: 'none' } }, quiet: { from: '20:00', until: '08:00' } },
  goals: {
    reading: { label: 'People find what concerns them' },
    answering: { label: 'People answer people' },
  },
  controller: {
    name: 'Hut Book Association',
    address: 'Postgasse 4, 3011 Bern',
    contact: 'privacy@hutbook.example',
    jurisdiction: 'CH',
    policyUrl: 'https://hutbook.example/privacy',
  },

  fields: {
    interests: preference(
      v.pipe(
        v.array(v.picklist(['huts', 'routes', 'gear', 'weather'])),
        v.minLength(1, 'Choose at least one, or the digest would be empty.'),
      ),
      { label: 'Interests', input: { type: 'checkbox', options: topics } },
    ),
    email: identifier(v.pipe(v.string(), v.trim(), v.email('An address like mara@mail.example.')), {
      label: 'E-mail',
      input: { autocomplete: 'email', type: 'email' },
    }),
    fullName: personal(v.pipe(v.string(), v.trim(), v.regex(/^\S+( \S+)+$/, 'First and last name.')), {
      label: 'Full name',
      input: { autocomplete: 'name' },
    }),
  },

  purposes: {
    digest: { label: 'Send the weekly digest', basis: 'contract' },
    posting: { label: 'Show who wrote what', basis: 'contract' },
    meetings: { label: 'Invitations to our yearly meeting', basis: 'consent', validFor: 'P1Y', channel: 'email' },
  },

  touchpoints: { web: { label: 'Forum', channel: 'forum' } },

  currencies: { respect: { kind: 'reputation', label: 'Respect' } },

  offers: {
    digest: {
      principle: 'exchange',
      for: 'digest',
      goal: 'reading',
      asks: { interests: 'So that it holds only what you care for', email: 'Where we send it' },
      invites: { meetings: ['email'] },
      // Our own estimate, for a year: a thin magazine costs as much.
      gives: { benefit: 'service', says: 'The best of the week, on your topics alone', worth: 6 },
    },
    posting: {
      principle: 'exchange',
      for: 'posting',
      goal: 'answering',
      asks: { fullName: 'It stands beside what you write: people answer people' },
      gives: { benefit: 'access', says: 'Write here, and be thanked for it', worth: 2 },
    },
  },

  gates: {
    post: { label: 'Write', needs: { fullName: 'posting' } },
    thank: {
      label: 'Call something helpful',
      anyOf: [{ needs: { fullName: 'posting' } }, { needs: { email: 'digest' } }],
    },
    expert: { label: 'Be called an expert', needs: { fullName: 'posting' }, atLeast: { respect: 3 } },
  },

  sanctions: {
    advert: {
      label: 'Advertising',
      says: 'You wrote to sell something. The Hut Book is for huts and paths; rule 3. What you wrote before stays.',
    },
    rude: {
      label: 'Rudeness',
      says: 'You wrote about a person and not about a path; rule 1. What you wrote before stays.',
    },
  },
})
