// expect: wedding
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  moments: {
    day: { label: 'The day', kind: 'birthday', field: 'wedding', for: 'treats' },
  },
  offers: {},
})
