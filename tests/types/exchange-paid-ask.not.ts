// expect: unknown property points
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { birthday: { because: 'why', optional: true, for: 'treats', points: { bonus: 1 } } },
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
