// expect: an exchange offer has no property fits
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  models: { goesWith: { label: 'What goes together', reads: 'basket', learns: 'treats' } },
  offers: {
    o: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'why' },
      fits: { model: 'goesWith', coupons: { wax: { item: 'wax', says: 'CHF 5 off', worth: 5 } } },
      gives: { benefit: 'service', says: 'x' },
    },
  },
})
