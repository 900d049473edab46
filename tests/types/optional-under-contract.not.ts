// expect: not assignable to type
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'exchange',
      for: 'draw',
      asks: { birthday: { because: 'why', optional: true, for: 'club' } },
      gives: { benefit: 'service', says: 'Something' },
    },
  },
})
