// expect: gold
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'why' },
      gives: { benefit: 'points', points: { gold: 1 }, says: 'x' },
    },
  },
})
