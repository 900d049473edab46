import type { Context } from '../../src/core/decision/context.js'
import type { Offer } from '../../src/core/program/offer.js'
import type { Pair } from '../../src/core/program/pair.js'
import type { Plan } from '../../src/core/program/plan.js'
import type { Program } from '../../src/core/program/program.js'
import type { Event } from '../../src/core/subject/event.js'
import { evolve } from '../../src/core/subject/evolve.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { day, origin } from './world.js'

/** Draws from a seed: the same each time, and fast enough for a hundred thousand states. */
export interface Draw {
  below(most: number): number
  /** Once in so many times. */
  once(outOf: number): boolean
  pick<Value>(of: readonly Value[]): Value
}

/** mulberry32. */
export function drawing(seed: number): Draw {
  let state = seed | 0
  const below = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most)
  }
  return { below, once: (outOf) => below(outOf) === 0, pick: (of) => of[below(of.length)] as never }
}

const park = { latitude: 47.3769, longitude: 8.5417 }
const values = ['a', 'b', '1990-06-10', '2026-05-20', '2027-02-01']

/** A program with everything that bears on when, where and to whom its offers are made. */
export function bearing(program: Program, draw: Draw): Program {
  const fields = Object.keys(program.fields)
  const ordinary = fields.filter((name) => !program.fields[name]?.special)
  const told = ordinary.filter((name) => program.fields[name]?.kind !== 'observed')
  const field = () => (ordinary.length > 0 ? draw.pick(ordinary) : undefined)
  const [one, two, date] = [field(), field(), told.length > 0 ? draw.pick(told) : undefined]
  const segments = {
    ...(one && {
      likes: { label: 'Like it', for: 'club', where: { [one]: ['a', 'b'] }, sensitivity: { [one]: 0.95 } },
    }),
    ...(two && { here: { label: 'Like it here', for: 'deviceFit', where: { [two]: 'a' } } }),
    members: { label: 'Have told who they are', stage: 'exchange' },
  } as const
  const moments = date
    ? {
        birthday: {
          label: 'Birthday',
          kind: 'birthday',
          field: date,
          for: 'club',
          yearly: true,
          opens: 'P7D',
          closes: 'P7D',
        },
        move: { label: 'Move', kind: 'move', field: date, for: 'order', closes: 'P60D' },
        wedding: { label: 'Wedding', kind: 'wedding', field: date, for: 'health', opens: 'P30D' },
      }
    : {}
  const bound = (offer: Offer): Offer => ({
    ...offer,
    gives: [offer.gives]
      .flat()
      .map((gift) =>
        gift.benefit === 'service' && draw.below(3) > 0 ? { ...gift, worth: draw.pick([0.1, 0.5, 1, 2, 5]) } : gift,
      ),
    ...(draw.once(4) && { at: [draw.pick(['web', 'till'])] }),
    ...(one && draw.once(6) && { when: { [one]: draw.pick(['a', 'b']) } }),
    ...(date && draw.once(4) && { moment: draw.pick(Object.keys(moments)) }),
    ...(draw.once(4) && { near: draw.pick([['shelf'], ['park'], ['shelf', 'park']]) }),
    ...(draw.once(5) && {
      during: draw.pick([
        { from: '2026-06-01' },
        { until: '2026-09-01' },
        { from: '2026-04-01', until: '2026-12-01T08:00:00Z' },
      ]),
    }),
    ...(draw.once(3) && { suits: [draw.pick(Object.keys(segments))] }),
    ...(draw.once(2) && { interest: draw.pick([0, 0.5, 1]) }),
    ...(draw.once(3) && { unevenBecause: 'We are small' }),
    ...(draw.once(5) && { displays: draw.pick([{ day: 1 }, { session: 1, week: 2 }]) }),
  })
  return {
    ...program,
    money: 'CHF',
    fairness: { rate: draw.pick([0.2, 1, 2]) },
    ...(draw.once(5) && { minors: {} }),
    ...(draw.below(3) > 0 && {
      contact: {
        ...(draw.once(2) && { displays: { session: 3, week: 6 } }),
        ...(draw.once(2) && { perOffer: { day: 2 } }),
        ...(draw.once(2) && { channels: { store: { displays: { day: 1 }, quiet: 'none' } } }),
        ...(draw.once(2) && { quiet: { from: '21:00', until: '07:30' } }),
        ...(draw.once(2) && { afterSilence: 'PT4H', stopsAfter: 2, stopsFor: 'P10D' }),
      },
    }),
    segments,
    moments,
    places: { shelf: { label: 'Shelf' }, park: { label: 'Car park', around: { ...park, metres: 500 } } },
    offers: Object.fromEntries(Object.entries(program.offers).map(([name, offer]) => [name, bound(offer)])),
  } as Program
}

/** The pairs that decisions look at, and a few others. */
function pairsOf(plan: Plan): readonly Pair[] {
  const segments = Object.values(plan.program.segments).flatMap(({ for: purpose, where = {} }) =>
    purpose === undefined ? [] : Object.keys(where).map((field) => ({ field, purpose })),
  )
  const moments = Object.values(plan.program.moments).map(({ field, for: purpose }) => ({ field, purpose }))
  return [...plan.offers.flatMap(({ pairs }) => pairs), ...segments, ...moments].concat(
    plan.fields.map((field) => ({ field, purpose: 'news' })),
  )
}

/** One thing that happens to somebody, as the events that it leads to. */
function happening(plan: Plan, pairs: readonly Pair[], draw: Draw, at: number): readonly Event[] {
  const { purpose, field } = draw.pick(pairs)
  const offer = draw.pick(plan.offers).id
  const about = { purpose, field, at, command: 'c' }
  const basis = plan.program.purposes[purpose]?.basis ?? 'consent'
  const terms = draw.once(20) ? undefined : plan.terms(purpose, field)
  const learned: Event = {
    ...{ type: 'learned', field, value: draw.pick(values), at },
    source: {
      provenance: draw.pick(['declared', 'declared', 'declared', 'observed', 'imported']),
      touchpoint: 'web',
      givenAt: at - draw.below(3) * 200 * day,
    },
  }
  const granted: Event = {
    ...{ type: 'granted', ...about, basis, offer },
    ...(terms !== undefined && { terms }),
    ...(draw.once(3) && { until: at + draw.below(500) * day }),
  }
  switch (draw.below(24)) {
    case 0:
      return [{ type: 'declined', offer, at }]
    case 1:
      return [{ type: 'dismissed', offer, at }]
    case 2:
      return [{ type: 'left', offer, at }]
    case 3:
    case 4:
    case 5:
      return [{ type: 'accepted', offer, at }]
    case 6:
    case 7:
    case 8:
      return [{ type: 'shown', offer, at, channel: draw.pick(['shop', 'store']) }]
    case 9:
      return [{ type: 'refused', ...about }]
    case 10:
      return [{ type: 'withdrawn', ...about }]
    case 11:
      return [{ type: 'expired', ...about }]
    case 12:
      return draw.once(2) ? [{ type: 'objected', purpose, at, command: 'c' }] : []
    case 13:
      return draw.once(4)
        ? [
            draw.pick<Event>([
              { type: 'complained', at },
              { type: 'restricted', at },
              { type: 'erased', at },
            ]),
          ]
        : [
            { type: 'reconciled', at },
            { type: 'unrestricted', at },
          ]
    case 14:
      return [{ type: 'age-declared', band: draw.pick(['minor', 'adult']), at }]
    case 15:
      return [granted]
    default:
      return [learned, granted]
  }
}

/** Somebody whom something happens to, and the times and places at which one asks what to propose. */
export interface Life {
  readonly subject: Subject
  readonly local: Subject | undefined
  readonly context: Context
}

/** States in which a question is asked: lives go on, and at each station it is asked a few times. */
export function* lives(plan: Plan, draw: Draw, states: number): Generator<Life> {
  const pairs = pairsOf(plan)
  for (let asked = 0; asked < states; ) {
    let subject: Subject = nobody
    let local: Subject | undefined = draw.once(3) ? undefined : nobody
    let at = origin + draw.below(400) * day
    for (let station = 0; station < 5; station++) {
      for (let n = draw.below(9); n > 0; n--) {
        at += draw.pick([0, 60_000, 3_600_000, day, 20 * day])
        const events = happening(plan, pairs, draw, at)
        if (local && draw.once(3)) local = events.reduce(evolve, local)
        else subject = events.reduce(evolve, subject)
      }
      for (let n = 0; n < 4 && asked < states; n++, asked++)
        yield { subject, local, context: contextOf(draw, at + draw.pick([0, 600_000, 7_200_000, day, 40 * day])) }
    }
  }
}

/** What a model might find. */
export const best = { coupon: 'c0', item: 'i0', score: 1, because: ['a'], by: 'basket' } as const

function contextOf(draw: Draw, now: number): Context {
  const situation = draw.pick([
    undefined,
    { place: 'shelf' },
    { place: 'nowhere' },
    { position: { latitude: park.latitude + draw.below(20) / 2000, longitude: park.longitude } },
  ])
  return {
    ...{ touchpoint: draw.pick(['web', 'till']), now },
    ...(draw.once(3) && { minute: draw.below(1440) }),
    ...(situation && { situation }),
    ...draw.pick([{}, { fit: () => null }, { fit: (offer: string) => (offer < 'o2' ? best : null) }]),
  }
}
