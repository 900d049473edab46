// expect: lottery
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  raffles: { r: { label: 'x', offer: 'lottery', closes: '2027-01-24', prizes: [{ says: 'x', count: 1 }] } },
})
