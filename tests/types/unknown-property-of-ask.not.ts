// expect: unknown property reason
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: { because: 'why', reason: 'why' } },
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
