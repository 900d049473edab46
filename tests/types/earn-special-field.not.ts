// expect: allergy
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  earns: { r: { on: 'field', label: 'x', field: 'allergy', gives: { bonus: 1 } } },
})
