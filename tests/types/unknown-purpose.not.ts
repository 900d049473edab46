// expect: not assignable to type
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'spam', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
})
