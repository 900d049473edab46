// expect: not assignable
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  moments: {
    day: { label: 'The day', kind: 'payday', field: 'birthday', for: 'treats' },
  },
  offers: {},
})
