// expect: unknown property gold
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  earns: { r: { on: 'amount', label: 'x', per: 100, gives: { bonus: 1, gold: 1 } } },
})
