// expect: phone is not a field of this program
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'why', phone: 'why' },
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
