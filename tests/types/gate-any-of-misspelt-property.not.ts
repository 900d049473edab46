// expect: unknown property need
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  gates: { g: { label: 'x', anyOf: [{ needs: { email: 'club' }, need: { email: 'club' } }] } },
})
