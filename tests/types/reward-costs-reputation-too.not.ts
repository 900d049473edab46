// expect: unknown property respect
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  rewards: { r: { costs: { bonus: 5, respect: 5 }, gives: { benefit: 'coupon', says: 'x' } } },
})
