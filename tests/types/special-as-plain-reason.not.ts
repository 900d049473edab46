// expect: not assignable to type
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { allergy: 'why' },
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
