import { defineProgram, trustDeeds, trustLevels } from 'evenhanded'
import { words } from './words.ok.js'

/** A list of needs, and deeds that stand in a constant of their own, are checked like what is written in place. */
export const forum = defineProgram({
  ...words,
  deeds: trustDeeds,
  currencies: { respect: { kind: 'reputation', label: 'Respect', tiers: trustLevels } },
  offers: {
    o: { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { benefit: 'service', says: 'Something' } },
  },
  gates: { edit: { label: 'Edit what others wrote', tier: { respect: 'regular' } } },
})
