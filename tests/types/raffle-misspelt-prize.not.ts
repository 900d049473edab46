// expect: unknown property amount
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  raffles: { r: { label: 'x', offer: 'o', closes: '2027-01-24', prizes: [{ says: 'x', count: 1, amount: 5 }] } },
})
