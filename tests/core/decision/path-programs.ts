import fc from 'fast-check'
import { checked } from '../../../src/core/program/define-program.js'
import type { Program } from '../../../src/core/program/program.js'
import { someText } from '../../../src/testing/programs.js'
import { words } from '../../types/words.ok.js'

const { controller } = words

/** Of each kind, and a question on whose answer others hang. */
const fields = {
  fork: { kind: 'personal', label: 'Private or business', schema: someText },
  mail: { kind: 'identifier', label: 'E-mail', schema: someText },
  street: { kind: 'personal', label: 'Street', schema: someText },
  town: { kind: 'personal', label: 'Town', schema: someText, freshFor: 'P1Y' },
  phone: { kind: 'identifier', label: 'Phone', schema: someText },
  taste: { kind: 'preference', label: 'Taste', schema: someText },
  seen: { kind: 'observed', label: 'Seen', schema: someText },
  allergy: { kind: 'personal', label: 'Allergy', schema: someText, special: true },
}
const plain = ['fork', 'mail', 'street', 'town', 'phone', 'taste'] as const
const purposes = {
  order: { label: 'Deliver', basis: 'contract', retainFor: 'P90D' },
  club: { label: 'Membership', basis: 'contract' },
  safety: { label: 'Prevent fraud', basis: 'legitimate-interest', interest: 'Fewer losses' },
  news: { label: 'News', basis: 'consent', validFor: 'P1Y', channel: 'email' },
  letters: { label: 'Letters', basis: 'consent', confirm: true },
  health: { label: 'Allergies', basis: 'explicit-consent' },
  fit: { label: 'Fit', basis: 'legitimate-interest', on: 'device', interest: 'What fits' },
}

const when = fc.option(
  fc.constantFrom<object>(
    { fork: 'private' },
    { fork: 'business' },
    { fork: ['private', 'business'] },
    { taste: 'sweet' },
  ),
  { nil: undefined, freq: 2 },
)
const because = 'Because'

/** An ask of each chosen field: required, under a condition, or optional; optional ones may pay. */
const asksOf = (converts: boolean) =>
  fc
    .array(
      fc.record({
        field: fc.constantFrom(...plain, 'allergy' as const),
        optional: fc.boolean(),
        consent: fc.constantFrom('news', 'letters'),
        when,
        pays: fc.nat(2),
      }),
      { maxLength: 4 },
    )
    .map((drawn) =>
      Object.fromEntries(
        drawn.map(({ field, optional, consent, when, pays }) => {
          const hangs = when && !Object.hasOwn(when, field) ? { when } : {}
          if (field === 'allergy') return [field, { because, optional, for: 'health', ...hangs }]
          if (!optional) return [field, { because, ...hangs }]
          return [
            field,
            {
              because,
              optional,
              for: consent,
              ...hangs,
              ...(converts && pays > 0 && { points: { bonus: pays * 10 } }),
            },
          ]
        }),
      ),
    )

const sometimes = <Item>(many: fc.Arbitrary<Item[]>): fc.Arbitrary<Item[]> =>
  fc.boolean().chain((isThere) => (isThere ? many : fc.constant([])))

const why = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, because]))

const offer = fc.boolean().chain((converts) =>
  fc
    .record({
      for: fc.constantFrom('order', 'club', 'safety', 'news'),
      asks: asksOf(converts),
      groups: sometimes(
        fc.array(fc.subarray([...plain], { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
      ),
      uses: fc.subarray(['mail', 'town']),
      observes: fc.subarray(['seen']),
      invited: fc.subarray([...plain], { maxLength: 2 }),
      invitation: fc.constantFrom('news', 'letters'),
      when,
      repeats: fc.constantFrom('once', 'always', 'P30D'),
      points: fc.integer({ min: 1, max: 40 }),
      during: fc.option(fc.constantFrom({ until: '2025-01-01' }, { from: '2025-01-01' }), { nil: undefined, freq: 1 }),
    })
    .map((drawn) => {
      const groups = drawn.groups.map((names) => why(names.filter((name) => !Object.hasOwn(drawn.asks, name))))
      const isWhole = groups.every((group) => Object.keys(group).length > 0)
      const { when, during } = drawn
      return {
        principle: converts ? 'convert' : 'exchange',
        for: drawn.for,
        repeats: drawn.repeats,
        asks: drawn.asks,
        uses: why(drawn.uses),
        observes: why(drawn.observes),
        ...(isWhole && groups.length > 0 && { asksOneOf: groups }),
        ...(when && { when }),
        ...(during && { during }),
        invites:
          drawn.invited.length > 0 && drawn.invitation !== drawn.for ? { [drawn.invitation]: drawn.invited } : {},
        gives: [
          { benefit: 'service', says: 'Something' },
          ...(converts ? [{ benefit: 'points', says: 'Points', points: { bonus: drawn.points } }] : []),
        ],
      }
    }),
)

const needsOf = fc
  .array(
    fc.record({
      field: fc.constantFrom(...plain, 'allergy' as const, 'seen' as const),
      purpose: fc.constantFrom('order', 'club', 'news', 'letters'),
    }),
    { maxLength: 4 },
  )
  .map((drawn) =>
    Object.fromEntries(drawn.map(({ field, purpose }) => [field, field === 'allergy' ? 'health' : purpose])),
  )

const gate = fc
  .record({
    needs: needsOf,
    parts: sometimes(fc.array(needsOf, { minLength: 1, maxLength: 2 })),
    bonus: fc.nat(90),
    consent: fc.constantFrom('news', 'letters', 'health'),
  })
  .map(({ needs, parts, bonus, consent }) => {
    const isTied = ([, purpose]: [string, string]) =>
      ['news', 'letters', 'health'].includes(purpose) && purpose !== consent
    const untied = (all: { [field: string]: string }) =>
      Object.fromEntries(Object.entries(all).filter((one) => !isTied(one)))
    return {
      label: 'A gate',
      for: consent,
      needs: untied(needs),
      ...(parts.length > 0 && { anyOf: parts.map((part) => ({ needs: untied(part) })) }),
      ...(bonus > 30 && { atLeast: { bonus: bonus - 30 } }),
    }
  })

/**
 * Small programs whose gates are hard to reach: offers that hang on others' answers, asks that hang on answers,
 * alternatives, consents to be confirmed, points to be gathered.
 */
export const knotted: fc.Arbitrary<Program> = fc
  .record({
    offers: fc.array(offer, { minLength: 1, maxLength: 3 }),
    gates: fc.array(gate, { minLength: 1, maxLength: 2 }),
    minors: fc.boolean(),
  })
  .map(({ offers, gates, minors }) =>
    checked({
      id: 'knotted',
      version: 1,
      money: 'CHF',
      controller,
      fields,
      purposes,
      ...(minors && { minors: { from: 16 } }),
      touchpoints: { web: { label: 'Web', channel: 'shop' }, till: { label: 'Till', channel: 'store' } },
      currencies: { bonus: { kind: 'redeemable', label: 'Bonus' } },
      rewards: { voucher: { costs: { bonus: 10 }, gives: { benefit: 'coupon', says: 'CHF 1 off', worth: 1 } } },
      offers: Object.fromEntries(offers.map((one, index) => [`o${index}`, one])),
      gates: Object.fromEntries(gates.map((one, index) => [`g${index}`, one])),
    }),
  )
