// expect: unknown property per
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  deeds: { visit: { label: 'Visit' } },
  earns: { r: { on: 'deed', label: 'x', deed: 'visit', per: 100, gives: { bonus: 1 } } },
})
