import { describe, expect, it } from 'vitest'
import { factorsOf } from '../../../src/core/decision/score.js'
import { inSegment, segmentPairs } from '../../../src/core/decision/segment.js'
import { look } from '../../../src/core/decision/view.js'
import { defineProgram } from '../../../src/core/program/define-program.js'
import { personal, preference } from '../../../src/core/program/field.js'
import type { PlannedOffer } from '../../../src/core/program/plan.js'
import type { Event } from '../../../src/core/subject/event.js'
import { evolve } from '../../../src/core/subject/evolve.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { someText } from '../../../src/testing/programs.js'
import { day, last, onServer, origin, tell } from '../../laws/world.js'
import { words } from '../../types/words.ok.js'

const shop = defineProgram({
  id: 'walks',
  version: 1,
  money: 'CHF',
  controller: words.controller,
  fields: {
    terrain: preference(someText, { label: 'Where you walk', freshFor: 'P1Y' }),
    size: preference(someText, { label: 'Size' }),
    allergy: personal(someText, { label: 'Allergy', special: true }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    fit: { label: 'Show what fits', basis: 'consent' },
    health: { label: 'Mind your allergies', basis: 'explicit-consent' },
  },
  touchpoints: words.touchpoints,
  currencies: { ...words.currencies },
  segments: {
    alpine: { label: 'Walk in the mountains', for: 'fit', where: { terrain: ['alpine', 'glacier'] } },
    large: { label: 'Walk far on large feet', for: 'fit', where: { terrain: 'alpine', size: '47' } },
    members: { label: 'Members', stage: 'exchange' },
    experts: { label: 'Experts', atLeast: { respect: 10 } },
    careful: { label: 'Have an allergy', for: 'health', where: { allergy: 'nuts' }, sensitivity: { terrain: 0.9 } },
  },
  offers: {
    finder: {
      principle: 'exchange',
      for: 'club',
      asks: { terrain: 'To find your shoes' },
      suits: ['alpine'],
      gives: { benefit: 'service', says: 'Shoes', worth: 3 },
    },
    join: { principle: 'convert', for: 'club', gives: { benefit: 'points', points: { bonus: 1 }, says: 'A point' } },
  },
})
const plan = onServer(shop)

const source = { provenance: 'declared', touchpoint: 'web', givenAt: origin } as const
const knows = (field: string, value: string, purpose: string): Event[] => [
  { type: 'learned', field, value, at: origin, source },
  {
    type: 'granted',
    purpose,
    field,
    basis: shop.purposes[purpose]?.basis ?? 'consent',
    offer: 'finder',
    at: origin,
    command: 'c',
  },
]
const who = (...events: readonly Event[]): Subject => events.reduce(evolve, nobody)
const isIn = (name: string, subject: Subject, now = origin, local?: Subject) =>
  inSegment(plan, look(plan, subject, local, now), name)

describe('inSegment', () => {
  it('goes by a known field alone that may be read for it, and by one of the values', () => {
    expect(isIn('alpine', nobody)).toBe(false)
    expect(isIn('alpine', who(...knows('terrain', 'alpine', 'fit')))).toBe(true)
    expect(isIn('alpine', who(...knows('terrain', 'glacier', 'fit')))).toBe(true)
    expect(isIn('alpine', who(...knows('terrain', 'city', 'fit')))).toBe(false)
    // Known for the account, and for nothing else.
    expect(isIn('alpine', who(...knows('terrain', 'alpine', 'club')))).toBe(false)
    const withdrawn: Event = { type: 'withdrawn', purpose: 'fit', field: 'terrain', at: origin, command: 'd' }
    expect(isIn('alpine', who(...knows('terrain', 'alpine', 'fit'), withdrawn))).toBe(false)
  })

  it('takes all of its fields, from either fold, while they are fresh', () => {
    const far = who(...knows('terrain', 'alpine', 'fit'), ...knows('size', '47', 'fit'))
    expect(isIn('large', far)).toBe(true)
    expect(isIn('large', who(...knows('size', '47', 'fit')))).toBe(false)
    expect(isIn('large', who(...knows('size', '47', 'fit')), origin, who(...knows('terrain', 'alpine', 'fit')))).toBe(
      true,
    )
    expect(isIn('large', far, origin + 364 * day)).toBe(true)
    expect(isIn('large', far, origin + 365 * day)).toBe(false)
  })

  it('counts a stage from an acceptance on, until it is left', () => {
    const accepted: Event = { type: 'accepted', offer: 'join', at: origin }
    expect([isIn('members', nobody), isIn('members', who(accepted))]).toEqual([false, true])
    expect(isIn('members', who(accepted, { type: 'left', offer: 'join', at: origin }))).toBe(false)
    expect(isIn('members', who({ type: 'shown', offer: 'join', at: origin }))).toBe(false)
  })

  it('counts points that are there', () => {
    const award = (points: { [currency: string]: number }): Subject =>
      last(
        tell(plan, nobody, [
          {
            ...{ id: '0190a000-0000-4000-8000-000000000000', subject: null, at: origin, touchpoint: 'web', seen: 0 },
            ...{ type: 'award', points, reason: 'deed:1' },
          },
        ]),
      )
    expect([9, 10, 11].map((respect) => isIn('experts', award({ respect })))).toEqual([false, true, true])
    expect(isIn('experts', award({ bonus: 100 }))).toBe(false)
    // What the device only expects is not there yet.
    expect(isIn('experts', { ...nobody, expected: { respect: { in: 10, out: 0 } } })).toBe(false)
  })

  it('holds nobody who was erased, and has no segment that is not declared', () => {
    const erased = who(...knows('terrain', 'alpine', 'fit'), { type: 'erased', at: origin })
    expect(isIn('alpine', erased)).toBe(false)
    expect(isIn('toString', who(...knows('terrain', 'alpine', 'fit')))).toBe(false)
  })

  it('raises what an offer costs, and lets one suit better or less well', () => {
    const factors = (subject: Subject) =>
      factorsOf(plan, look(plan, subject, undefined, origin), plan.offer.finder as PlannedOffer)
    const [stranger, walker] = [factors(nobody), factors(who(...knows('terrain', 'alpine', 'fit')))]
    expect(stranger.fit).toEqual([{ code: 'suits_others', times: 0.5 }])
    expect(walker.fit).toEqual([{ code: 'suits', times: 1.25 }])
    expect(factors(who(...knows('allergy', 'nuts', 'health'))).burden).toBeGreaterThan(stranger.burden * 2)
    expect(stranger.score).toBeCloseTo((3 - stranger.burden) * 0.5, 8)
  })

  it('is looked at anew once anything in it has ended', () => {
    const validFor = origin + 10 * day
    const until = (subject: Subject, now = origin, local?: Subject) => look(plan, subject, local, now).until
    expect(until(nobody)).toBe(Number.POSITIVE_INFINITY)
    const fresh = who(...knows('terrain', 'alpine', 'fit'))
    expect(until(fresh)).toBe(origin + 365 * day)
    expect(until(fresh, origin + 365 * day)).toBe(Number.POSITIVE_INFINITY)
    const [learned, granted] = knows('size', '47', 'fit') as [Event, Event]
    const ending = who(learned, { ...granted, until: validFor } as Event)
    expect(until(ending)).toBe(validFor)
    expect([until(fresh, origin, ending), until(ending, origin, fresh)]).toEqual([validFor, validFor])
    expect(until(who(learned, { ...granted, until: validFor } as Event), validFor)).toBe(Number.POSITIVE_INFINITY)
  })

  it('tells what it reads', () => {
    const view = look(plan, who(...knows('terrain', 'alpine', 'fit')), undefined, origin)
    expect(segmentPairs(plan, view, 'alpine')).toEqual([{ field: 'terrain', purpose: 'fit' }])
    expect(segmentPairs(plan, view, 'large')).toEqual([{ field: 'terrain', purpose: 'fit' }])
    expect(segmentPairs(plan, view, 'members')).toEqual([])
  })
})
