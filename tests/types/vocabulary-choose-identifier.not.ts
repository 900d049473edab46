// expect: email is identifier; a choose offer may ask observed and preference fields only
import { defineVocabulary } from 'evenhanded'
import { words } from './words.ok.js'

defineVocabulary(words).offers({
  finder: {
    principle: 'choose',
    for: 'fit',
    asks: { terrain: 'why', email: 'why' },
    gives: { benefit: 'selection', says: 'Something' },
  },
})
