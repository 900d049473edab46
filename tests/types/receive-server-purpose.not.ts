// expect: a receive offer needs a purpose on the device
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'receive', for: 'draw', uses: { basket: 'why' }, gives: { benefit: 'coupon', says: 'x' } },
  },
})
