// expect: terrain is preference; a receive offer may use observed fields only
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'receive',
      for: 'fit',
      uses: { basket: 'why', terrain: 'why' },
      gives: { benefit: 'coupon', says: 'x' },
    },
  },
})
