// expect: a choose offer needs a purpose on the device
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  offers: {
    o: {
      principle: 'choose',
      for: 'club',
      asks: { terrain: 'why' },
      gives: { benefit: 'selection', says: 'Something' },
    },
  },
})
