import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Situation } from '../../../src/core/decision/context.js'
import { explainOffer } from '../../../src/core/decision/explain-offer.js'
import { nextOffer } from '../../../src/core/decision/next-offer.js'
import { placesHere } from '../../../src/core/decision/situation.js'
import { look } from '../../../src/core/decision/view.js'
import { plannedPlaces } from '../../../src/core/program/place.js'
import { compile, type Plan } from '../../../src/core/program/plan.js'
import type { Accept } from '../../../src/core/subject/command.js'
import { decide } from '../../../src/core/subject/decide.js'
import { onDevice } from '../../../src/core/subject/on-device.js'
import { onServer } from '../../../src/core/subject/on-server.js'
import { outcomeOf } from '../../../src/core/subject/outcome.js'
import { nobody } from '../../../src/core/subject/subject.js'
import { defineProgram, identifier, observed } from '../../../src/index.js'
import { day, hash, runs } from '../../laws/world.js'

const coupon = { benefit: 'coupon', says: '15 % off', worth: 9 } as const
const asks = { email: 'Where it goes' } as const
const [from, until] = [Date.UTC(2026, 11, 1, 8), Date.UTC(2026, 11, 1, 18)]
const during = { from: '2026-12-01T08:00:00Z', until: '2026-12-01T19:00:00+01:00' } as const

const words = {
  id: 'here',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    shelf: observed(z.string(), { label: 'Shelf' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'What fits' },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  places: {
    cornflakes: { label: 'The shelf of cornflakes' },
    park: { label: 'Our car park', around: { latitude: 47.3769, longitude: 8.5417, metres: 200 } },
    fiji: { label: 'Across the date line', around: { latitude: -17, longitude: 179.999, metres: 1_000 } },
    pole: { label: 'The pole', around: { latitude: 90, longitude: 0, metres: 2_000 } },
  },
} as const

const program = defineProgram({
  ...words,
  offers: {
    flash: { principle: 'exchange', for: 'club', asks, gives: coupon, during, lasts: 'PT15M' },
    shelf: { principle: 'receive', for: 'fit', uses: { shelf: 'What stands there' }, gives: coupon, lasts: 'PT15M' },
    parking: { principle: 'exchange', for: 'club', asks, gives: coupon, near: ['park'] },
    crunch: { principle: 'exchange', for: 'club', asks, gives: coupon, near: ['cornflakes', 'park'] },
  },
})
const [plan, device] = [onServer, onDevice].map((authority) => compile(program, { authority, hash })) as [Plan, Plan]

const context = (now: number, situation?: Situation) => ({ touchpoint: 'web', now, ...(situation && { situation }) })
const bars = (id: string, now: number, situation?: Situation) => {
  const { proposed, reasons } = explainOffer(plan, look(plan, nobody, undefined, now), id, context(now, situation))
  return proposed ? [] : reasons
}
const accepting = (offer: string, at: number): Accept => ({
  ...{ type: 'accept', id: '0190a000-0000-7000-8000-000000000000', subject: null, at, touchpoint: 'web', seen: 0 },
  ...{ offer, answers: offer === 'shelf' ? {} : { email: 'a@b.ch' }, consents: {} },
  evidence: { act: 'button', notice: plan.notice(offer) },
})
const at = (latitude: number, longitude: number): Situation => ({ position: { latitude, longitude } })
const names = Object.keys(words.places)
const here = (situation?: Situation) => names.filter((_, n) => placesHere(plan, situation)[n] === 1)

describe('a place', () => {
  it('is one that the page names, or a circle around a position', () => {
    expect(here()).toEqual([])
    expect(here({ place: 'cornflakes' })).toEqual(['cornflakes'])
    expect(here({ place: 'toString' })).toEqual([])
    // 0.001 degrees of latitude are 111 metres.
    expect(here(at(47.3769 + 0.0017, 8.5417))).toEqual(['park'])
    expect(here(at(47.3769 + 0.0019, 8.5417))).toEqual([])
    expect(here({ place: 'cornflakes', ...at(47.377, 8.5418) })).toEqual(['cornflakes', 'park'])
  })

  it('reaches across the date line and around a pole', () => {
    expect(here(at(-17, -179.999))).toEqual(['fiji'])
    expect(here(at(-17, -179.9))).toEqual([])
    for (const longitude of [-180, -90, 0, 45, 180]) expect(here(at(89.99, longitude))).toEqual(['pole'])
    expect(here(at(89.9, 0))).toEqual([])
  })

  it('is nowhere where a position is none', () => {
    const none = [Number.NaN, Number.POSITIVE_INFINITY, 90.0001, -91, null, '47', undefined] as number[]
    for (const odd of none)
      expect([here(at(odd, 8.5)), here(at(47.3769, odd === 90.0001 ? 181 : odd))]).toEqual([[], []])
    expect(here({ position: {} as never })).toEqual([])
  })

  it('agrees with the haversine formula, wherever on the globe', () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
    const point = fc.record({ latitude: degrees(90), longitude: degrees(180) })
    fc.assert(
      fc.property(point, point, fc.double({ min: 1, max: 2.5e7, noNaN: true }), (centre, position, metres) => {
        const distance = haversine(centre, position)
        if (Math.abs(distance - metres) < 0.01) return
        const places = plannedPlaces({ one: { label: 'One', around: { ...centre, metres } } })
        expect(placesHere({ ...plan, places }, { position })[0] === 1).toBe(distance <= metres)
      }),
      runs,
    )
  })
})

describe('an offer that belongs to places', () => {
  it('is made to who is at one of them, and says where else', () => {
    const now = from
    expect(bars('parking', now, at(47.377, 8.5418))).toEqual([])
    expect(bars('crunch', now, { place: 'cornflakes' })).toEqual([])
    expect(bars('parking', now, { place: 'cornflakes' })).toEqual([{ code: 'not_near', places: ['park'] }])
    expect(bars('crunch', now)).toEqual([{ code: 'not_near', places: ['cornflakes', 'park'] }])
  })

  it('comes one at a time: of ten that fire at once one wins, the same however they are declared', () => {
    const ids = Array.from({ length: 10 }, (_, n) => `near${n}`)
    const offerOf = (id: string) => ({
      ...{ principle: 'exchange', for: 'club', asks, near: ['park'] },
      gives: { ...coupon, worth: 1 + (ids.indexOf(id) % 5) },
    })
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: 10 }), (order) => {
        const offers = Object.fromEntries(order.map((id) => [id, offerOf(id)]))
        const many = compile({ ...program, money: 'CHF', offers } as never, { authority: onServer, hash })
        const view = look(many, nobody, undefined, from)
        const firing = order.filter((id) => explainOffer(many, view, id, context(from, { place: 'park' })).proposed)
        expect(firing.length).toBe(10)
        expect(nextOffer(many, view, context(from, { place: 'park' }))?.id).toBe('near4')
        expect(nextOffer(many, view, context(from))).toBe(undefined)
      }),
      { numRuns: 50 },
    )
  })
})

describe('an offer for a time', () => {
  it('is proposed from its first instant on and before its last', () => {
    const codes = [from - 1, from, until - 1, until].map((now) => bars('flash', now).map(({ code }) => code))
    expect(codes).toEqual([['not_yet'], [], [], ['over']])
    expect([bars('flash', from - 1), bars('flash', until)]).toEqual([
      [{ code: 'not_yet', from }],
      [{ code: 'over', since: until }],
    ])
  })

  it.each([
    ['server', plan],
    ['device', device],
  ])('is accepted then alone, by the clock of the %s', (_, its) => {
    const said = (now: number, at = now) => {
      const decided = decide(its, nobody, accepting('flash', at), now)
      return decided.ok ? 'ok' : [decided.error.code, decided.error.facts]
    }
    expect(said(from - 1)).toEqual(['not_yet', { from }])
    // A clock that runs ahead begins nothing.
    expect(said(from - 1, from)).toEqual(['not_yet', { from }])
    expect([said(from), said(until - 1)]).toEqual(['ok', 'ok'])
    expect(said(until)).toEqual(['over', { until }])
  })

  it('that was accepted in time counts though it arrives late, for a day and no longer', () => {
    const late = (now: number, at: number) => decide(plan, nobody, accepting('flash', at), now)
    expect(late(until + day - 1, until - 1)).toMatchObject({ ok: true })
    expect(late(until + day, until - 1)).toMatchObject({ ok: false, error: { code: 'over' } })
    expect(late(until + 1, until)).toMatchObject({ ok: false, error: { code: 'over' } })
  })
})

describe('a coupon that lasts', () => {
  const eventsOf = (its: Plan, offer: string, now: number) => {
    const decided = decide(its, nobody, accepting(offer, now), now)
    return decided.ok ? decided.value : []
  }
  const minutes = 60_000

  it('is issued by the server with the acceptance, and ends so long after it, to the millisecond', () => {
    const issued = eventsOf(plan, 'flash', from + 7).filter(({ type }) => type === 'issued')
    expect(issued).toEqual([
      {
        type: 'issued',
        coupon: {
          ...{ code: hash('0190a000-0000-7000-8000-000000000000'), offer: 'flash', state: 'issued' },
          key: '0190a000-0000-7000-8000-000000000000',
          issuedAt: from + 7,
          validUntil: from + 7 + 15 * minutes,
        },
      },
    ])
  })

  it('has its end on the device too, and no code: that is the server’s', () => {
    for (const [offer, state] of [
      ['flash', 'pending'],
      ['shelf', 'given'],
    ] as const) {
      const events = eventsOf(device, offer, from)
      expect(outcomeOf(accepting(offer, from), events).benefit).toEqual({
        ...{ state, gives: [coupon] },
        until: from + 15 * minutes,
      })
      expect(events.some(({ type }) => type === 'issued')).toBe(false)
    }
  })
})

/** Metres between two points. */
function haversine(
  a: { readonly latitude: number; readonly longitude: number },
  b: { readonly latitude: number; readonly longitude: number },
): number {
  const radians = Math.PI / 180
  const half = (angle: number) => Math.sin((angle * radians) / 2) ** 2
  const across = Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians)
  const share = half(b.latitude - a.latitude) + across * half(b.longitude - a.longitude)
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(Math.min(1, share)))
}
