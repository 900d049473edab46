// expect: a receive offer has no property steps
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'receive',
      for: 'fit',
      uses: { basket: 'why' },
      steps: { atOnce: 1, gives: { benefit: 'service', says: 'x' } },
      gives: { benefit: 'coupon', says: 'x' },
    },
  },
})
