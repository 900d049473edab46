import { defineProgram, identifier, observed, personal } from 'evenhanded'
import type { ConsentRecord } from 'evenhanded/standards'
import * as z from 'zod/mini'

/** A club with everything that a receipt can speak of: parties of all roles, a special field, all bases. */
export const club = defineProgram({
  id: 'club',
  version: 3,
  money: 'CHF',
  controller: {
    name: 'Alpine Club AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  representative: { name: 'Alpine Europe GmbH', contact: 'eu@alpine.example', address: 'Ring 1, Wien' },
  officer: { name: 'R. Keller', contact: 'dpo@alpine.example' },
  parties: {
    mailer: { name: 'Mailgate', role: 'processor', does: 'Sends our mail', country: 'DE' },
    printer: { name: 'Printhouse', role: 'processor', does: 'Prints cards', country: 'CH' },
    guides: {
      name: 'Guides Inc.',
      role: 'recipient',
      does: 'Plans tours',
      country: 'US',
      safeguard: 'Standard contractual clauses',
    },
    union: { name: 'Alpine Union', role: 'joint-controller', does: 'Runs the huts', country: 'AT' },
  },
  fields: {
    purchases: observed(z.array(z.string()), { label: 'Purchases' }),
    email: identifier(z.email(), { label: 'E-mail' }),
    birthday: personal(z.iso.date(), { label: 'Birthday' }),
    allergy: personal(z.string(), { label: 'Allergy', special: true }),
  },
  purposes: {
    membership: { label: 'Run your membership', basis: 'contract', retainFor: 'P90D' },
    tours: {
      label: 'Plan tours with “our” guides',
      basis: 'consent',
      validFor: 'P2Y',
      retainFor: 'P1Y',
      retain: { birthday: 'P30D' },
      parties: ['guides', 'union'],
    },
    news: {
      label: 'Send news',
      basis: 'consent',
      validFor: 'P2Y',
      channel: 'email',
      confirm: true,
      parties: ['mailer', 'printer'],
    },
    care: { label: 'Mind your allergies', basis: 'explicit-consent' },
    fraud: { label: 'Keep fraud out', basis: 'legitimate-interest', interest: 'Fair play' },
    books: { label: 'Keep the books', basis: 'legal-obligation', retainFor: 'P10Y', retainFrom: 'end' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Points', expires: 'P24M' } },
  offers: {
    join: {
      principle: 'convert',
      for: 'membership',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For tours of your age', optional: true, for: 'tours', points: { bonus: 50 } },
        allergy: { because: 'So that huts cook for you', optional: true, for: 'care' },
      },
      observes: { purchases: 'For your points' },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' },
    },
  },
  rewards: { voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 } } },
})

export const joined: ConsentRecord = {
  id: '0198f1c0-6c9d-4a7e-8c55-2a9d6f3f1b11',
  subject: '7f3df2b2-4f0e-4f5d-9c59-2b8f6a0c9f10',
  program: { id: 'club', version: 3 },
  offer: 'join',
  touchpoint: 'web',
  act: 'tick',
  notice: { hash: 'ab'.repeat(32), version: 3, language: 'en', variant: 'b' },
  givenAt: Date.UTC(2027, 0, 31, 12, 0, 0, 999),
  recordedAt: Date.UTC(2027, 0, 31, 12, 0, 2),
  entries: [
    { purpose: 'membership', field: 'email', basis: 'contract', status: 'granted' },
    { purpose: 'membership', field: 'purchases', basis: 'contract', status: 'granted' },
    { purpose: 'tours', field: 'birthday', basis: 'consent', status: 'granted', until: Date.UTC(2029, 0, 31, 12) },
    { purpose: 'care', field: 'allergy', basis: 'explicit-consent', status: 'renewed' },
    { purpose: 'news', field: 'email', basis: 'consent', status: 'unconfirmed' },
  ],
}

const said = (id: string, entries: ConsentRecord['entries'], more: Partial<ConsentRecord> = {}): ConsentRecord => {
  const { offer: _, ...rest } = joined
  return { ...rest, id, entries, ...more }
}

export const refusedNews = said('0198f1c0-6c9d-4a7e-8c55-2a9d6f3f1b12', [
  { purpose: 'news', field: 'email', basis: 'consent', status: 'refused' },
])
export const withdrawnTours = said(
  '0198f1c0-6c9d-4a7e-8c55-2a9d6f3f1b13',
  [{ purpose: 'tours', field: 'birthday', basis: 'consent', status: 'withdrawn' }],
  { act: 'staff', actor: 'staff:17', medium: 'phone', reference: 'call 4711' },
)
export const expiredTours = said('0198f1c0-6c9d-4a7e-8c55-2a9d6f3f1b14', [
  { purpose: 'tours', field: 'birthday', basis: 'consent', status: 'expired' },
])
export const objectedFraud = said('0198f1c0-6c9d-4a7e-8c55-2a9d6f3f1b15', [
  { purpose: 'fraud', field: 'purchases', basis: 'legitimate-interest', status: 'objected' },
  { purpose: 'tours', field: 'birthday', basis: 'consent', status: 'withdrawn' },
])
export const lawful = said('0198f1c0-6c9d-4a7e-8c55-2a9d6f3f1b16', [
  { purpose: 'books', field: 'email', basis: 'legal-obligation', status: 'granted' },
])
