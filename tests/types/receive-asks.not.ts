// expect: a receive offer has no property asks
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'receive',
      for: 'fit',
      uses: { basket: 'why' },
      asks: { terrain: 'why' },
      gives: { benefit: 'coupon', says: 'x' },
    },
  },
})
