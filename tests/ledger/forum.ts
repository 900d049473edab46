import * as z from 'zod'
import { defineProgram, identifier } from '../../src/index.js'

/** A forum whose respect ends, so that what has ended can be told from what counts. */
export const forum = defineProgram({
  id: 'ledger-forum',
  version: 1,
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Forum',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: { email: identifier(z.email(), { label: 'E-mail' }) },
  purposes: { forum: { label: 'Keep your account', basis: 'contract' } },
  touchpoints: { web: { label: 'Forum', channel: 'forum' } },
  currencies: { respect: { kind: 'reputation', label: 'Respect', expires: 'P5D' } },
  deeds: { liked: { label: 'Have a post liked' } },
  earns: { like: { label: 'Respect for a like', on: 'deed', deed: 'liked', gives: { respect: 3 } } },
  offers: {
    membership: {
      principle: 'exchange',
      for: 'forum',
      asks: { email: 'Your account needs an address' },
      gives: { benefit: 'access', says: 'You can write' },
    },
  },
})
