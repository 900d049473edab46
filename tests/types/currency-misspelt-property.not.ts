// expect: unknown property expire
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  currencies: { bonus: { kind: 'redeemable', label: 'x', expire: 'P1Y' } },
})
