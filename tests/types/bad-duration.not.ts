// expect: not assignable to type
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  purposes: { ...words.purposes, short: { label: 'x', basis: 'contract', retainFor: '90 days' } },
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
})
