/**
 * The source of a program of many parts, as a large site would write it in one file: what its types cost is counted.
 *
 * @param {{ fields: number, offers: number, gates: number }} size
 */
export const largeProgram = ({ fields, offers, gates }) => {
  const kinds = ['observed', 'preference', 'identifier', 'personal']
  const list = (count, line) => Array.from({ length: count }, (_, index) => `    ${line(index)},`).join('\n')
  // Every fourth field has the same kind: a choose offer asks a preference, the others ask what they like.
  const preference = (index) => `f${(index * 4 + 1) % fields}`
  const identifier = (index) => `f${(index * 4 + 2) % fields}`
  const personal = (index) => `f${(index * 4 + 3) % fields}`
  const observed = (index) => `f${(index * 4) % fields}`

  const forms = [
    (i) => `o${i}: { principle: 'receive', for: 'fit', at: ['web'], uses: { ${observed(i)}: 'To find what fits' },
      gives: { benefit: 'coupon', says: 'Something off', worth: 2 } }`,
    (i) => `o${i}: { principle: 'choose', for: 'fit', asks: { ${preference(i)}: 'So that you see what suits' },
      gives: { benefit: 'selection', says: 'What suits you' } }`,
    (
      i,
    ) => `o${i}: { principle: 'exchange', for: 'service', asks: { ${identifier(i)}: 'To reach you', ${personal(i)}: { because: 'To know you', optional: true, for: 'treats' } },
      invites: { newsletter: ['${identifier(i)}'] }, gives: { benefit: 'service', says: 'A service' } }`,
    (
      i,
    ) => `o${i}: { principle: 'convert', for: 'service', asks: { ${identifier(i)}: 'To reach you', ${personal(i)}: { because: 'To know you', optional: true, for: 'treats', points: { bonus: 10 } } },
      gives: { benefit: 'points', points: { bonus: 50 }, says: '50 points' } }`,
  ]

  return `import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import * as z from 'zod/mini'

export const program = defineProgram({
  id: 'large',
  version: 1,
  money: 'CHF',
  controller: { name: 'Large AG', address: 'Street 1, 8000 Zürich', contact: 'privacy@large.example', jurisdiction: 'CH', policyUrl: 'https://large.example/privacy' },
  fields: {
${list(fields, (i) => `f${i}: ${kinds[i % kinds.length]}(z.string(), { label: 'Field ${i}' })`)}
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    service: { label: 'Give the service', basis: 'contract' },
    treats: { label: 'A present', basis: 'consent', validFor: 'P2Y' },
    newsletter: { label: 'Send news', basis: 'consent', validFor: 'P2Y' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: {
    bonus: { kind: 'redeemable', label: 'Bonus points', expires: 'P24M' },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  offers: {
${list(offers, (i) => forms[i % forms.length](i))}
  },
  gates: {
${list(gates, (i) => `g${i}: { label: 'Gate ${i}', needs: { ${identifier(i)}: 'service' }, atLeast: { respect: ${i} } }`)}
  },
})
`
}
