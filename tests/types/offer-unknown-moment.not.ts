// expect: wedding
import { defineProgram } from 'evenhanded'
import { words } from './words.ok.js'

defineProgram({
  ...words,
  moments: { birthday: { label: 'Birthday', kind: 'birthday', field: 'birthday', for: 'treats', yearly: true } },
  places: { shelf: { label: 'The shelf' } },
  offers: {
    present: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To send it' },
      moment: 'wedding',
      gives: { benefit: 'coupon', says: 'A present', worth: 5 },
    },
  },
})
