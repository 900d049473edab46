// expect: a choose offer has no property fits
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  models: { goesWith: { label: 'What goes together', reads: 'basket', learns: 'treats' } },
  offers: {
    o: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'why' },
      fits: { model: 'goesWith', coupons: { wax: { item: 'wax', says: 'CHF 5 off', worth: 5 } } },
      gives: { benefit: 'selection', says: 'x' },
    },
  },
})
