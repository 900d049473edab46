// expect: unknown property evr
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  deeds: { visit: { label: 'Visit' } },
  currencies: {
    bonus: {
      kind: 'redeemable',
      label: 'x',
      tiers: {
        by: 'deeds',
        within: 'P100D',
        steps: [{ name: 'a', label: 'A', deeds: { visit: [{ days: 50 }, { atLeast: 200, evr: true }] } }],
      },
    },
  },
})
