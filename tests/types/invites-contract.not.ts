// expect: unknown property club
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'why' },
      invites: { newsletter: ['email'], club: ['email'] },
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
