// expect: an exchange or convert offer needs a purpose on the server
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'fit', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
})
