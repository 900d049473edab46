import * as z from 'zod'
import type { Learned } from '../../../../src/core/decision/learned.js'
import { defineProgram } from '../../../../src/core/program/define-program.js'
import { identifier, observed, personal, preference } from '../../../../src/core/program/field.js'
import { compile, type Plan } from '../../../../src/core/program/plan.js'
import type { Program } from '../../../../src/core/program/program.js'
import { onServer } from '../../../../src/core/subject/on-server.js'
import { hash } from '../../../laws/world.js'

const text = z.string()

/** A shop that weighs in francs: sensitivities of 0.3, 0.49, 0.5, 0.55, 0.6 and 0.83. */
export const house = defineProgram({
  id: 'house',
  version: 1,
  money: 'CHF',
  fairness: { rate: 2 },
  controller: { name: 'House', address: 'A street', contact: 'a@b.ch', jurisdiction: 'CH', policyUrl: 'https://b.ch' },
  parties: {
    post: { name: 'Post', role: 'processor', does: 'Delivers', country: 'CH' },
    club: { name: 'Club', role: 'recipient', does: 'Writes', country: 'CH' },
  },
  fields: {
    taste: preference(text, { label: 'Taste' }),
    basket: observed(text, { label: 'Basket' }),
    email: identifier(text, { label: 'E-mail', input: { autocomplete: 'home email' } }),
    phone: identifier(text, { label: 'Phone', rated: 'PhoneNumber' }),
    job: personal(text, { label: 'Job' }),
    illness: personal(text, { label: 'Illness', special: true }),
  },
  purposes: {
    fit: { label: 'Fit', basis: 'legitimate-interest', on: 'device', interest: 'What fits' },
    order: { label: 'Deliver', basis: 'contract', retainFor: 'P90D', parties: ['post'] },
    account: { label: 'Account', basis: 'contract' },
    news: { label: 'News', basis: 'consent', validFor: 'P1Y', channel: 'email' },
    friends: { label: 'Friends', basis: 'consent', validFor: 'P2Y', parties: ['post', 'club'] },
    ads: { label: 'Advertise', basis: 'consent', sells: true, retainFor: 'P90D', validFor: 'P1Y' },
    call: { label: 'Call', basis: 'consent', validFor: 'P1Y', channel: 'phone' },
    health: { label: 'Health', basis: 'explicit-consent', validFor: 'P1Y' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Points' }, respect: { kind: 'reputation', label: 'Respect' } },
  rewards: {
    mug: { costs: { bonus: 1_000 }, gives: { benefit: 'service', says: 'A mug', worth: 20 } },
    voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 } },
    stickers: { costs: { bonus: 500 }, gives: { benefit: 'service', says: 'Stickers', worth: 4 } },
    thanks: { costs: { bonus: 10 }, gives: { benefit: 'service', says: 'A word of thanks' } },
  },
  segments: {
    careful: { label: 'Careful', for: 'account', where: { job: 'nurse' }, sensitivity: { email: 0.9, phone: 0.1 } },
  },
  offers: {
    coupon: {
      principle: 'receive',
      for: 'fit',
      uses: { basket: 'To see what fits' },
      gives: { benefit: 'coupon', says: 'CHF 2 off', worth: 2 },
    },
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { taste: 'To show what you like' },
      gives: { benefit: 'selection', says: 'Five that fit' },
    },
    raffle: {
      principle: 'exchange',
      for: 'order',
      asks: { email: 'To tell you' },
      asksOneOf: [{ phone: 'To ring you' }, { job: 'To guess' }],
      invites: { news: ['email'] },
      gives: { benefit: 'chance', says: 'Win', by: '2027-01-31', prizes: 900, entries: 600 },
    },
    membership: {
      principle: 'convert',
      for: 'account',
      asks: {
        email: 'Your account needs it',
        job: { because: 'For a treat', optional: true, for: 'friends', points: { bonus: 100, respect: 5 } },
      },
      gives: [
        { benefit: 'points', says: '250 points', points: { bonus: 250 } },
        { benefit: 'service', says: 'A shelf of your own', worth: 1 },
      ],
    },
    advice: {
      principle: 'exchange',
      for: 'order',
      asks: { illness: { because: 'To advise you', for: 'health' }, phone: 'To ring you' },
      gives: { benefit: 'service', says: 'Advice' },
    },
  },
})

export const planOf = (program: Program = house, learned?: Learned): Plan =>
  compile(program, { authority: onServer, hash, ...(learned && { learned }) })
