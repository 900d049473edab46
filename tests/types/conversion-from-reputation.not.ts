// expect: respect
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus' },
    miles: { kind: 'redeemable', label: 'Miles' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  conversions: { c: { label: 'x', from: 'respect', to: 'bonus', rates: [{ from: '2026-01-01', give: 1, get: 1 }] } },
})
