// expect: sales
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  earns: { orders: { on: 'amount', label: 'x', per: 100, gives: { bonus: 1 } } },
  campaigns: { c: { label: 'x', rules: ['sales'], times: 2, from: '2026-12-01', until: '2026-12-24' } },
})
