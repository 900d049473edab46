import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkProgram } from '../../../src/core/program/check-program.js'
import { serverChecks } from '../../../src/core/program/check-server.js'
import { checked } from '../../../src/core/program/define-program.js'
import { everything } from '../../types/everything.ok.js'
import { forum } from '../../types/trust-levels.ok.js'
import { shop } from '../../types/words.ok.js'
import { found, issuesOf, replaced } from './issues.js'

const withOffer = (offer: object): object => ({ ...shop, offers: { one: offer } })
const service = { benefit: 'service', says: 'Something' }

describe('defineProgram', () => {
  it('lets a sound program through, frozen', () => {
    expect(checkProgram(shop)).toEqual([])
    expect(Object.isFrozen(shop)).toBe(true)
  })

  it('lists everything that is wrong at once, each with code, path, message and remedy', () => {
    const spoilt = {
      ...shop,
      version: 0,
      controller: { ...shop.controller, contact: '' },
      purposes: { ...shop.purposes, quiet: { label: 'Quiet', basis: 'legitimate-interest' } },
      offers: {
        ...shop.offers,
        one: { principle: 'exchange', for: 'nowhere', asks: { phone: 'why' }, gives: service },
      },
      rewards: { respected: { costs: { respect: 5 }, gives: { benefit: 'coupon', says: 'x' } } },
    }
    expect(found(spoilt).sort()).toEqual([
      'bad_value at controller.contact',
      'bad_value at version',
      'no_interest at purposes.quiet',
      'not_redeemable at rewards.respected.costs.respect',
      'unknown_field at offers.one.asks.phone',
      'unknown_purpose at offers.one.for',
    ])
    for (const issue of issuesOf(spoilt)) {
      expect(issue.message).toMatch(/\.$/)
      expect(issue.remedy).toMatch(/\.$/)
    }
    expect(() => checked(spoilt)).toThrow(/6 things are wrong[\s\S]*offers\.one\.for/)
  })

  it.each([
    [
      'an identifier in a choose offer',
      { principle: 'choose', for: 'fit', asks: { email: 'why' }, gives: service },
      'kind_not_allowed at offers.one.asks.email',
    ],
    [
      'a special field in a choose offer',
      { principle: 'choose', for: 'fit', asks: { feet: 'why' }, gives: service },
      'kind_not_allowed at offers.one.asks.feet',
    ],
    [
      'a choose offer that asks nothing',
      { principle: 'choose', for: 'fit', asks: {}, gives: service },
      'no_ask at offers.one.asks',
    ],
    [
      'a receive offer that asks',
      { principle: 'receive', for: 'fit', uses: {}, asks: { terrain: 'why' }, gives: service },
      'unknown_property at offers.one.asks',
    ],
    [
      'a receive offer that uses a preference',
      { principle: 'receive', for: 'fit', uses: { terrain: 'why' }, gives: service },
      'kind_not_allowed at offers.one.uses.terrain',
    ],
    [
      'a choose offer on the server',
      { principle: 'choose', for: 'club', asks: { terrain: 'why' }, gives: service },
      'wrong_place at offers.one.for',
    ],
    [
      'an exchange on the device',
      { principle: 'exchange', for: 'fit', asks: { email: 'why' }, gives: service },
      'wrong_place at offers.one.for',
    ],
    [
      'a use without a reason',
      { principle: 'receive', for: 'fit', uses: { basket: '' }, gives: service },
      'bad_value at offers.one.uses.basket',
    ],
    [
      'a record of what is observed without a reason',
      { principle: 'convert', for: 'club', observes: { basket: 7 }, gives: service },
      'bad_value at offers.one.observes.basket',
    ],
    [
      'a reason that is empty',
      { principle: 'exchange', for: 'draw', asks: { email: ' ' }, gives: service },
      'bad_value at offers.one.asks.email.because',
    ],
    [
      'an optional ask under a contract',
      {
        principle: 'exchange',
        for: 'draw',
        asks: { email: { because: 'why', optional: true, for: 'club' } },
        gives: service,
      },
      'optional_needs_consent at offers.one.asks.email',
    ],
    [
      'an optional ask without a purpose',
      { principle: 'exchange', for: 'draw', asks: { email: { because: 'why', optional: true } }, gives: service },
      'optional_needs_consent at offers.one.asks.email',
    ],
    [
      'a special field under a contract',
      { principle: 'exchange', for: 'draw', asks: { allergy: 'why' }, gives: service },
      'special_needs_explicit_consent at offers.one.asks.allergy',
    ],
    [
      'an offer resting on explicit consent as a whole',
      { principle: 'exchange', for: 'health', asks: { allergy: { because: 'why', for: 'health' } }, gives: service },
      'bundled at offers.one.for',
    ],
    [
      'a field that is asked twice',
      {
        principle: 'exchange',
        for: 'draw',
        asks: { email: 'why' },
        asksOneOf: [{ email: 'why' }, { birthday: 'why' }],
        gives: service,
      },
      'asked_twice at offers.one.asks.email',
    ],
    [
      'points on a required ask',
      { principle: 'convert', for: 'club', asks: { email: { because: 'why', points: { bonus: 5 } } }, gives: service },
      'points_on_required at offers.one.asks.email.points',
    ],
    [
      'half a point',
      { principle: 'convert', for: 'club', gives: { benefit: 'points', says: 'x', points: { bonus: 0.5 } } },
      'bad_amount at offers.one.gives.points.bonus',
    ],
    [
      'a currency nobody declared',
      { principle: 'convert', for: 'club', gives: { benefit: 'points', says: 'x', points: { gold: 5 } } },
      'unknown_currency at offers.one.gives.points.gold',
    ],
    [
      'points in an exchange',
      {
        principle: 'exchange',
        for: 'draw',
        asks: { email: 'why' },
        gives: { benefit: 'points', says: 'x', points: { bonus: 5 } },
      },
      'benefit_not_allowed at offers.one.gives',
    ],
    [
      'an invitation to a contract',
      { principle: 'exchange', for: 'draw', asks: { email: 'why' }, invites: { club: ['email'] }, gives: service },
      'invitation_needs_consent at offers.one.invites.club',
    ],
    [
      'a chance without a date',
      {
        principle: 'exchange',
        for: 'draw',
        asks: { email: 'why' },
        gives: { benefit: 'chance', says: 'x', prizes: 5, entries: 5 },
      },
      'missing at offers.one.gives.by',
    ],
    [
      'a date that does not exist',
      { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: { ...service, by: '2026-02-30' } },
      'bad_value at offers.one.gives.by',
    ],
    [
      'a touchpoint nobody declared',
      { principle: 'exchange', for: 'draw', at: ['mall'], asks: { email: 'why' }, gives: service },
      'unknown_touchpoint at offers.one.at.0',
    ],
    [
      'a misspelt property',
      { principle: 'exchange', for: 'draw', asks: { email: 'why' }, give: service, gives: service },
      'unknown_property at offers.one.give',
    ],
    [
      'an unknown principle',
      { principle: 'trick', for: 'draw', asks: { email: 'why' }, gives: service },
      'bad_value at offers.one.principle',
    ],
    [
      'a repeat that is no duration',
      { principle: 'exchange', for: 'draw', repeats: 'often', asks: { email: 'why' }, gives: service },
      'bad_value at offers.one.repeats',
    ],
    [
      'nothing that it gives',
      { principle: 'exchange', for: 'draw', asks: { email: 'why' }, gives: [] },
      'no_give at offers.one.gives',
    ],
  ])('refuses %s', (_, offer, issue) => {
    expect(found(withOffer(offer))).toContain(issue)
  })

  it('refuses a gate that ties another purpose’s consent', () => {
    const gate = { label: 'Read', needs: { email: 'newsletter' } }
    expect(found({ ...shop, gates: { gate } })).toEqual(['gate_ties_consent at gates.gate.needs.email'])
    expect(found({ ...shop, gates: { gate: { ...gate, for: 'newsletter' } } })).toEqual([])
  })

  it('refuses names that would reach into a prototype', () => {
    const fields = JSON.parse(
      '{ "__proto__": { "kind": "observed" }, "constructor": { "kind": "observed" }, "a b": {} }',
    ) as object
    const names = found({ ...shop, fields: { ...shop.fields, ...fields } }).filter((one) => one.startsWith('bad_name'))
    expect(names.sort()).toEqual([
      'bad_name at fields.__proto__',
      'bad_name at fields.a b',
      'bad_name at fields.constructor',
    ])
  })

  it('answers any nonsense with issues and never with an exception of its own', () => {
    const parts = [
      'id',
      'version',
      'controller',
      'fields',
      'purposes',
      'touchpoints',
      'currencies',
      'offers',
      'rewards',
      'gates',
    ]
    const nonsense = fc.anything({
      maxDepth: 4,
      key: fc.oneof(fc.constantFrom('email', 'principle', 'gives', 'asks', 'for', 'needs', 'invites'), fc.string()),
    })
    fc.assert(
      fc.property(
        nonsense,
        fc.constantFrom(...parts),
        fc.constantFrom('one', 'raffle', 'email'),
        (value, part, name) => {
          expect(Array.isArray(checkProgram(value))).toBe(true)
          expect(Array.isArray(checkProgram({ ...shop, [part]: value }))).toBe(true)
          expect(Array.isArray(checkProgram({ ...shop, [part]: { [name]: value } }))).toBe(true)
          expect(Array.isArray(checkProgram(withOffer({ ...shop.offers.raffle, [name]: value, asks: value })))).toBe(
            true,
          )
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('lets a program through that uses everything', () => {
    expect(checkProgram(everything)).toEqual([])
    expect(checkProgram(forum)).toEqual([])
  })

  it('fills in every part that is left out', () => {
    const { deeds, earns, campaigns, conversions, partners, raffles, sanctions } = shop
    expect([deeds, earns, campaigns, conversions, partners, raffles, sanctions]).toEqual(Array(7).fill({}))
  })

  it('takes a time zone by name; that there is such a zone is for the server to say', () => {
    expect(found({ ...shop, timeZone: 'Europe/Zurich' })).toEqual([])
    expect(found({ ...shop, timeZone: '' })).toEqual(['bad_value at timeZone'])
    expect(found({ ...shop, timeZone: 1 })).toEqual(['bad_value at timeZone'])
  })

  it('refuses points for what is special', () => {
    const allergy = { because: 'why', optional: true, for: 'health', points: { bonus: 5 } }
    expect(found(withOffer({ principle: 'convert', for: 'club', asks: { allergy }, gives: service }))).toEqual([
      'points_on_special at offers.one.asks.allergy.points',
    ])
  })

  it('refuses whatever stands for nothing, wherever it stands, and never with an exception of its own', () => {
    const places = everyPath(everything)
    const nonsense = fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true })
    const spoilt = fc.tuple(fc.constantFrom(...places), nonsense)
    fc.assert(
      fc.property(fc.array(spoilt, { minLength: 1, maxLength: 3 }), (all) => {
        const program = all.reduce((program: unknown, [path, by]) => replaced(program, path, by), everything)
        expect(Array.isArray(checkProgram(program, serverChecks))).toBe(true)
      }),
      { numRuns: 5_000 },
    )
    // How a page asks, and with what an answer is compared, may be anything.
    const free = places.filter((path) => path.slice(0, -1).some((name) => name === 'input' || name === 'when'))
    for (const path of places.filter((path) => !free.includes(path))) {
      const issues = checkProgram(replaced(everything, path, Symbol('nothing')), serverChecks)
      expect([path.join('.'), issues.length > 0]).toEqual([path.join('.'), true])
    }
  })
})

/** The way to everything in a program, however deep; what is inside a schema is its library’s. */
const everyPath = (value: unknown): string[][] =>
  typeof value === 'object' && value !== null && !('~standard' in value)
    ? Object.entries(value).flatMap(([name, entry]) => [[name], ...everyPath(entry).map((path) => [name, ...path])])
    : []
