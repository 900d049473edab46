// expect: worth
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
      fits: { model: 'goesWith', coupons: { wax: { item: 'wax', says: 'CHF 5 off' } } },
      gives: { benefit: 'coupon', says: 'x' },
    },
  },
})
