// expect: goWith
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  models: { goesWith: { label: 'What goes together', reads: 'basket', learns: 'treats' } },
  offers: {
    o: {
      principle: 'receive',
      for: 'fit',
      uses: { basket: 'why' },
      fits: { model: 'goWith', coupons: { wax: { item: 'wax', says: 'CHF 5 off', worth: 5 } } },
      gives: { benefit: 'coupon', says: 'x' },
    },
  },
})
