// expect: unknown property form
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  currencies: {
    bonus: {
      kind: 'redeemable',
      label: 'x',
      tiers: { by: 'points', period: 'year', downgrade: 'drop', steps: [{ name: 'a', label: 'A', from: 1, form: 1 }] },
    },
  },
})
