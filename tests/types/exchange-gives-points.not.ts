// expect: not assignable
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'why' },
      gives: { benefit: 'points', points: { bonus: 1 }, says: 'x' },
    },
  },
})
