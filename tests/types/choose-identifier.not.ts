// expect: email is identifier; a choose offer may ask observed and preference fields only
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'choose', for: 'fit', asks: { email: 'why' }, gives: { benefit: 'selection', says: 'Something' } },
  },
})
