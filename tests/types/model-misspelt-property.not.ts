// expect: withot
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  models: {
    goesWith: { label: 'What goes together', reads: 'basket', learns: 'treats', withot: ['test-strips'] },
  },
  offers: {},
})
