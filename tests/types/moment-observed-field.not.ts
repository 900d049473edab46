// expect: not assignable
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  moments: {
    day: { label: 'The day', kind: 'other', field: 'basket', for: 'treats' },
  },
  offers: {},
})
