// expect: an exchange offer has no property price
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'why' },
      price: 3,
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
