import { defineProgram, defineVocabulary } from 'evenhanded'
import { words } from './words.ok.js'

const vocabulary = defineVocabulary(words)
const offers = vocabulary.offers({
  raffle: {
    principle: 'exchange',
    for: 'draw',
    asks: { email: 'To tell you if you have won' },
    gives: { benefit: 'chance', says: 'Win one of five pairs', by: '2027-01-31', prizes: 900, entries: 600 },
  },
})
const models = vocabulary.models({ goesWith: { label: 'What goes together', reads: 'basket', learns: 'treats' } })
const gates = vocabulary.gates({ enter: { label: 'Enter', needs: { email: 'draw' } } })

export const program = defineProgram({
  id: 'split',
  version: 1,
  controller: words.controller,
  ...vocabulary.words,
  offers,
  gates,
  models,
})
