// expect: 'gold' does not exist
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  gates: { g: { label: 'x', needs: { email: 'club' }, tier: { gold: 'silver' } } },
})
