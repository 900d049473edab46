// expect: a taboo moment needs a purpose that rests on explicit consent
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  moments: {
    day: { label: 'The day', kind: 'wedding', field: 'birthday', for: 'treats' },
  },
  offers: {},
})
