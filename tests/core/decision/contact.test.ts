import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approachFrom } from '../../../src/core/decision/contact.js'
import type { Context } from '../../../src/core/decision/context.js'
import { look } from '../../../src/core/decision/view.js'
import { later } from '../../../src/core/duration.js'
import type { ContactPolicy, DisplayLimits } from '../../../src/core/program/contact-policy.js'
import { alsoShown } from '../../../src/core/subject/displays.js'
import { nobody } from '../../../src/core/subject/subject.js'
import { runs } from '../../laws/world.js'
import {
  type Act,
  approached,
  barsTo,
  day,
  hour,
  minute,
  type OfferId,
  offerIds,
  type Place,
  remembered,
  touchpoints,
} from './contact-world.js'

const noon = Date.UTC(2026, 10, 22, 12)
const at = (now: number, place: Place = 'web'): Context => ({ touchpoint: place, now })

const act = (type: Act['type'], offer: OfferId, when: number, more: Partial<Act> = {}): Act => ({
  ...{ type, offer, at: when, place: 'web', fold: 'device' },
  ...more,
})
const shown = (offer: OfferId, when: number, more?: Partial<Act>) => act('shown', offer, when, more)
const barred = (contact: ContactPolicy | undefined, acts: readonly Act[], now: number, offer: OfferId = 'draw') =>
  barsTo(approached(contact), remembered(acts), offer, at(now))

describe('a rest after an answer', () => {
  it.each([
    ['declined', 'draw', later(noon, 'P30D')],
    ['declined', 'letter', later(noon, 'P60D')],
    ['left', 'letter', later(noon, 'P60D')],
    ['dismissed', 'letter', noon + day],
    ['dismissed', 'finder', noon + day],
  ] as const)('of %s lasts for %s as it should', (type, offer, until) => {
    const acts = [act(type, offer, noon, { fold: offer === 'finder' ? 'device' : 'server' })]
    expect(barred(undefined, acts, until - 1, offer)).toEqual([{ code: 'at_rest', until, because: type }])
    expect(barred(undefined, acts, until, offer)).toEqual([])
  })

  it('is as long as the program says after a dismissal', () => {
    const acts = [act('dismissed', 'draw', noon)]
    expect(barred({ afterDismissal: 'P3D' }, acts, noon + 3 * day - 1)).toMatchObject([{ until: noon + 3 * day }])
    expect(barred({ afterDismissal: 'P0D' }, acts, noon)).toEqual([])
  })

  it('holds in whichever fold it was given, and a "not now" shortens no refusal', () => {
    const until = later(noon, 'P30D')
    for (const fold of ['server', 'device'] as const)
      for (const other of ['server', 'device'] as const) {
        const acts = [act('declined', 'draw', noon, { fold }), act('dismissed', 'draw', noon + hour, { fold: other })]
        expect(barred(undefined, acts, noon + 29 * day)).toEqual([{ code: 'at_rest', until, because: 'declined' }])
      }
  })

  it('ends where the offer is accepted since', () => {
    for (const fold of ['server', 'device'] as const)
      for (const other of ['server', 'device'] as const)
        expect(
          barred(
            undefined,
            [act('declined', 'draw', noon, { fold }), act('accepted', 'draw', noon + 1, { fold: other })],
            noon + 2,
          ),
        ).toEqual([])
  })

  it('holds for what was accepted before and may be again', () => {
    const acts = [act('accepted', 'draw', noon - day), act('declined', 'draw', noon)]
    expect(barred(undefined, acts, noon + 29 * day)).toMatchObject([{ because: 'declined' }])
    const put = [act('accepted', 'finder', noon - day), act('dismissed', 'finder', noon)]
    expect(barred(undefined, put, noon + 1, 'finder')).toMatchObject([{ because: 'dismissed', until: noon + day }])
  })
})

describe('silence', () => {
  const thrice = [shown('draw', noon), shown('draw', noon + 3 * day), shown('draw', noon + 9 * day)]

  it('stops an offer after three displays in vain, for ninety days, and after each further one', () => {
    const until = later(noon + 9 * day, 'P90D')
    expect(barred(undefined, thrice.slice(0, 2), noon + 4 * day)).toEqual([])
    expect(barred(undefined, thrice, until - 1)).toEqual([{ code: 'at_rest', until, because: 'stopped' }])
    expect(barred(undefined, thrice, until)).toEqual([])
    expect(barred(undefined, [...thrice, shown('draw', until)], until + 1)).toMatchObject([{ because: 'stopped' }])
  })

  it('stops and rests as the program says', () => {
    const contact: ContactPolicy = { stopsAfter: 2, stopsFor: 'P10D', afterSilence: 'P1D' }
    expect(barred(contact, thrice.slice(0, 1), noon + day - 1)).toEqual([
      { code: 'at_rest', until: noon + day, because: 'silence' },
    ])
    expect(barred(contact, thrice.slice(0, 1), noon + day)).toEqual([])
    expect(barred(contact, thrice.slice(0, 2), noon + 12 * day)).toMatchObject([
      { because: 'stopped', until: noon + 13 * day },
    ])
  })

  it('is over with any answer, in whichever fold, and counted over both', () => {
    for (const type of ['accepted', 'declined', 'dismissed', 'left'] as const)
      for (const fold of ['server', 'device'] as const) {
        const answered = [...thrice.slice(0, 2), act(type, 'draw', noon + 4 * day, { fold })]
        const again = shown('draw', noon + 80 * day)
        expect(barred(undefined, [...answered, again], noon + 80 * day + 1)).toEqual([])
        const acts = [...answered, again, { ...again, at: again.at + day, fold: 'server' as const }]
        expect(barred(undefined, acts, noon + 82 * day)).toEqual([])
        expect(barred(undefined, [...acts, { ...again, at: again.at + 2 * day }], noon + 83 * day)).toMatchObject([
          { because: 'stopped' },
        ])
      }
  })

  it('does not make an offer vanish from the page that has just put it up', () => {
    const plan = approached({
      afterSilence: 'P1D',
      displays: { session: 1 },
      perOffer: { day: 1 },
      channels: { shop: { displays: { day: 1 } } },
    })
    const memory = remembered(thrice)
    const now = noon + 9 * day + 1
    expect(barsTo(plan, memory, 'draw', at(now), new Set(['draw']))).toEqual([])
    expect(barsTo(plan, memory, 'draw', at(now)).map(({ code }) => code)).toEqual([
      ...['at_rest', 'shown_too_often', 'shown_too_often', 'shown_too_often'],
    ])
    // What this page has not put up stays barred, and an answer bars what it has.
    expect(barsTo(plan, memory, 'finder', at(now), new Set(['draw']))).toHaveLength(2)
    const no = remembered([...thrice, act('declined', 'draw', now - 1)])
    expect(barsTo(plan, no, 'draw', at(now), new Set(['draw']))).toMatchObject([{ because: 'declined' }])
  })
})

describe('limits', () => {
  it.each([
    ['a session', { session: 2 }, [0, 29 * minute], 29 * minute + 30 * minute],
    ['a session that began anew', { session: 2 }, [0, 30 * minute], 0],
    ['a day', { day: 2 }, [0, 5 * hour], day],
    ['a day with more than enough', { day: 1 }, [0, 5 * hour], day + 5 * hour],
    ['a week', { week: 3 }, [0, day, 6 * day], 7 * day],
    ['the longest of them', { session: 1, day: 2, week: 3 }, [0, 20 * hour, 21 * hour], 7 * day],
  ] as const)('hold for %s', (_, displays, times, until) => {
    const acts = times.map((after) => shown('draw', noon + after))
    const last = times.at(-1) ?? 0
    for (const limits of [{ displays }, { perOffer: displays }, { channels: { shop: { displays } } }]) {
      const bars = (now: number) => barred({ ...limits, stopsAfter: 9 }, acts, now)
      if (until > 0) expect(bars(noon + last)).toMatchObject([{ code: 'shown_too_often', until: noon + until }])
      if (until > 0) expect(bars(noon + until - 1)).toHaveLength(1)
      expect(bars(noon + Math.max(until, last))).toEqual([])
    }
  })

  it('count what concerns them, and tell which one holds', () => {
    const acts = [
      shown('draw', noon),
      shown('finder', noon + minute, { place: 'till' }),
      shown('draw', noon + 2 * minute),
    ]
    const now = noon + 3 * minute
    const too = (contact: ContactPolicy, offer: OfferId, place: Place) =>
      barsTo(approached(contact), remembered(acts), offer, at(now, place)).map((bar) => 'limit' in bar && bar.limit)
    expect(too({ displays: { day: 3 } }, 'letter', 'till')).toEqual([{ of: 'all', per: 'day' }])
    expect(too({ displays: { day: 4 } }, 'letter', 'till')).toEqual([])
    expect(too({ perOffer: { week: 2 } }, 'draw', 'till')).toEqual([{ of: 'offer', per: 'week' }])
    expect(too({ perOffer: { week: 2 } }, 'finder', 'till')).toEqual([])
    const channels = { store: { displays: { session: 1 } }, shop: { displays: { session: 3 } } }
    expect(too({ channels }, 'draw', 'till')).toEqual([{ of: 'channel', per: 'session' }])
    expect(too({ channels }, 'draw', 'app')).toEqual([])
    expect(too({ displays: { session: 3, week: 3 } }, 'draw', 'app')).toEqual([{ of: 'all', per: 'week' }])
  })

  it('of an offer take the place of those for each offer', () => {
    const acts = [shown('draw', noon), shown('letter', noon)]
    const plan = approached({ perOffer: { day: 1 } }, { draw: { day: 2 } })
    expect(barsTo(plan, remembered(acts), 'draw', at(noon))).toEqual([])
    expect(barsTo(plan, remembered(acts), 'letter', at(noon))).toHaveLength(1)
  })

  it('count displays, whatever was answered', () => {
    const answers = (['accepted', 'dismissed', 'declined'] as const).map((type, n) => act(type, 'draw', noon + n))
    expect(barred({ displays: { day: 1 } }, answers, noon + hour, 'letter')).toEqual([])
    expect(barred({ displays: { day: 1 } }, [shown('draw', noon), ...answers], noon + hour, 'letter')).toHaveLength(1)
  })

  it('count what the server and the device remember together', () => {
    const acts = [shown('draw', noon, { fold: 'server', place: 'till' }), shown('finder', noon + 1)]
    expect(barred({ displays: { day: 2 } }, acts, noon + hour, 'letter')).toMatchObject([
      { code: 'shown_too_often', limit: { of: 'all', per: 'day' }, until: noon + day },
    ])
    expect(barred({ displays: { day: 3 } }, acts, noon + hour, 'letter')).toEqual([])
  })

  it('wait for no display of a clock that ran ahead by more than a day', () => {
    const contact: ContactPolicy = { displays: { week: 1 }, stopsAfter: 1 }
    expect(barred(contact, [shown('draw', noon + 400 * day)], noon)).toEqual([])
    expect(barred(contact, [shown('draw', noon + hour)], noon)).toHaveLength(2)
    const put = remembered([shown('draw', noon + 400 * day), shown('draw', noon), shown('letter', noon - hour)])
    expect(put.device.displays?.map((one) => one.at)).toEqual([noon - hour, noon])
  })
})

describe('quiet hours', () => {
  const bars = (contact: ContactPolicy, clock: number, place: Place = 'web') =>
    barsTo(approached(contact), remembered([]), 'draw', { ...at(noon + 30_000, place), minute: clock })
  const night = { quiet: { from: '21:00', until: '08:00' } } as const
  const siesta = { quiet: { from: '12:30', until: '14:00' } } as const

  it.each([
    [night, 20 * 60 + 59, undefined],
    [night, 21 * 60, 11 * 60],
    [night, 23 * 60 + 59, 8 * 60 + 1],
    [night, 0, 8 * 60],
    [night, 7 * 60 + 59, 1],
    [night, 8 * 60, undefined],
    [siesta, 12 * 60 + 29, undefined],
    [siesta, 12 * 60 + 30, 90],
    [siesta, 13 * 60 + 59, 1],
    [siesta, 14 * 60, undefined],
  ] as const)('%j at minute %i last %s minutes more', (contact, clock, left) => {
    const until = noon + (left ?? 0) * minute
    expect(bars(contact, clock)).toEqual(left === undefined ? [] : [{ code: 'quiet_hours', until }])
  })

  it('are a channel’s own, or none', () => {
    const contact = { ...night, channels: { store: { quiet: siesta.quiet }, shop: { quiet: 'none' } } } as const
    expect(bars(contact, 22 * 60)).toEqual([])
    expect(bars(contact, 22 * 60, 'till')).toEqual([])
    expect(bars(contact, 13 * 60, 'till')).toHaveLength(1)
  })

  it('hold for what the page shows already', () => {
    const plan = approached(night)
    const context = { ...at(noon), minute: 0 }
    expect(barsTo(plan, remembered([shown('draw', noon)]), 'draw', context, new Set(['draw']))).toHaveLength(1)
  })
})

describe('a complaint', () => {
  it('ends every proposal, in whichever fold it is known', () => {
    const complaining = { ...nobody, complainedAt: noon }
    const plan = approached(undefined)
    for (const memory of [
      { server: complaining, device: nobody },
      { server: nobody, device: complaining },
    ])
      for (const offer of offerIds)
        expect(barsTo(plan, memory, offer, at(noon + 900 * day), new Set([offer]))).toEqual([{ code: 'complained' }])
  })
})

/** The same policy by the whole history, as plainly as it can be said. */
function recounted(contact: ContactPolicy, own: DisplayLimits | undefined, acts: readonly Act[], ask: Asked): boolean {
  const { offer, place, now } = ask
  const shows = acts.filter(({ type }) => type === 'shown')
  let session: Act[] = []
  for (const one of shows) {
    const before = session.at(-1)
    session = before && one.at - before.at < 30 * minute ? [...session, one] : [one]
  }
  const latest = session.at(-1)
  if (latest && now - latest.at >= 30 * minute) session = []
  const tooMany = (limits: DisplayLimits | undefined, counts: (one: Act) => boolean): boolean => {
    const { session: a = Infinity, day: b = Infinity, week: c = Infinity } = limits ?? {}
    const since = (span: number) => shows.filter((one) => one.at > now - span && counts(one)).length
    return session.filter(counts).length >= a || since(day) >= b || since(7 * day) >= c
  }
  const ours = acts.filter((one) => one.offer === offer)
  const sinceYes = afterLast(ours, ({ type }) => type === 'accepted')
  const isResting = sinceYes.some(({ type, at }) =>
    type === 'dismissed'
      ? now < later(at, contact.afterDismissal ?? 'P1D')
      : type !== 'shown' && now < later(at, offer === 'letter' ? 'P60D' : 'P30D'),
  )
  const inVain = afterLast(ours, ({ type }) => type !== 'shown')
  const last = inVain.at(-1)?.at ?? Number.NaN
  const { stopsAfter = 3, stopsFor = 'P90D', afterSilence = 'P0D' } = contact
  const isStopped = inVain.length >= stopsAfter && now < later(last, stopsFor)
  const isSilent = inVain.length > 0 && now < later(last, afterSilence)
  const channel = touchpoints[place]
  return (
    isResting ||
    isStopped ||
    isSilent ||
    tooMany(contact.displays, () => true) ||
    tooMany(own ?? contact.perOffer, (one) => one.offer === offer) ||
    tooMany(contact.channels?.[channel]?.displays, (one) => touchpoints[one.place] === channel)
  )
}

function afterLast(acts: readonly Act[], is: (one: Act) => boolean): readonly Act[] {
  const n = [...acts].reverse().findIndex(is)
  return n < 0 ? acts : acts.slice(acts.length - n)
}

interface Asked {
  readonly offer: OfferId
  readonly place: Place
  readonly now: number
}

const few = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 2 })
const limits: fc.Arbitrary<DisplayLimits> = fc
  .record({ session: few, day: few, week: few })
  .map((one) => plain(one) as DisplayLimits)
const maybe = fc.option(limits, { nil: undefined })
const policies: fc.Arbitrary<ContactPolicy> = fc
  .record({
    displays: maybe,
    perOffer: maybe,
    channels: fc.record({ shop: fc.record({ displays: maybe }), store: fc.record({ displays: maybe }) }),
    afterDismissal: fc.constantFrom(undefined, 'P0D', 'PT6H', 'P3D'),
    afterSilence: fc.constantFrom(undefined, 'P0D', 'PT2H', 'P2D'),
    stopsAfter: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    stopsFor: fc.constantFrom(undefined, 'P5D', 'P30D'),
  })
  .map((policy) => plain(policy) as ContactPolicy)

/** Without what is `undefined`. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}

/** Gaps that lie on the edges of sessions, days and weeks as often as between them. */
const gaps = fc.oneof(
  fc.constantFrom(1, 30 * minute - 1, 30 * minute, hour, 6 * hour, day - 1, day, 2 * day, 7 * day - 1, 7 * day),
  fc.integer({ min: 1, max: 40 * minute }),
  fc.integer({ min: 1, max: 20 * day }),
)
const steps = fc.record({
  type: fc.constantFrom<Act['type']>('shown', 'shown', 'shown', 'shown', 'dismissed', 'declined', 'accepted', 'left'),
  offer: fc.constantFrom(...offerIds),
  place: fc.constantFrom<Place>('web', 'app', 'till'),
  fold: fc.constantFrom<Act['fold']>('server', 'device'),
  after: gaps,
})
const histories = fc.array(steps, { maxLength: 40 }).map((all) => {
  let now = noon
  return all.map(({ after, ...step }): Act => {
    now += after
    return { ...step, at: now }
  })
})
const asks = fc.record({
  offer: fc.constantFrom(...offerIds),
  place: fc.constantFrom<Place>('web', 'app', 'till'),
  after: gaps,
})

describe('the policy over what is remembered', () => {
  it('agrees with a plain recount of everything that ever happened', () => {
    fc.assert(
      fc.property(policies, maybe, histories, asks, (contact, own, acts, { after, ...where }) => {
        const ask = { ...where, now: (acts.at(-1)?.at ?? noon) + after }
        const plan = approached(contact, own && { draw: own })
        const bars = barsTo(plan, remembered(acts), ask.offer, at(ask.now, ask.place))
        expect(bars.length > 0).toBe(recounted(contact, ask.offer === 'draw' ? own : undefined, acts, ask))
      }),
      runs,
    )
  })

  it('is over when each reason says so, and not a millisecond before', () => {
    fc.assert(
      fc.property(policies, histories, asks, (contact, acts, { after, offer, place }) => {
        const now = (acts.at(-1)?.at ?? noon) + after
        const plan = approached(contact)
        const memory = remembered(acts)
        const bars = barsTo(plan, memory, offer, at(now, place))
        const until = Math.max(...bars.map((bar) => ('until' in bar ? (bar.until ?? Infinity) : Infinity)))
        if (bars.length === 0) return
        expect(barsTo(plan, memory, offer, at(until - 1, place)).length).toBeGreaterThan(0)
        expect(barsTo(plan, memory, offer, at(until, place))).toEqual([])
      }),
      runs,
    )
  })

  it('never lets more be displayed than a limit allows, where only what it lets through is', () => {
    fc.assert(
      fc.property(policies, fc.array(steps, { maxLength: 40 }), (contact, tried) => {
        const plan = approached(contact)
        const acts: Act[] = []
        let now = noon
        for (const { after, ...step } of tried) {
          now += after
          const one = { ...step, at: now }
          if (one.type !== 'shown' || barsTo(plan, remembered(acts), one.offer, at(now, one.place)).length === 0)
            acts.push(one)
        }
        const shows = acts.filter(({ type }) => type === 'shown')
        const keeps = (limits: DisplayLimits | undefined, counts: (one: Act) => boolean) => {
          for (const [per, span] of [
            ['day', day],
            ['week', 7 * day],
          ] as const)
            for (const { at: end } of shows) {
              const count = shows.filter((one) => one.at <= end && one.at > end - span && counts(one)).length
              expect(count).toBeLessThanOrEqual(limits?.[per] ?? Infinity)
            }
        }
        keeps(contact.displays, () => true)
        for (const offer of offerIds) keeps(contact.perOffer, (one) => one.offer === offer)
        for (const channel of ['shop', 'store'] as const)
          keeps(contact.channels?.[channel]?.displays, (one) => touchpoints[one.place] === channel)
      }),
      runs,
    )
  })

  it('tells at once where nothing at all may be proposed', () => {
    fc.assert(
      fc.property(policies, histories, asks, fc.nat(1439), (contact, acts, { after, place }, clock) => {
        const plan = approached({ ...contact, quiet: { from: '22:00', until: '06:30' } })
        const { server, device } = remembered(acts)
        const context = { ...at((acts.at(-1)?.at ?? noon) + after, place), minute: clock }
        const isShut = approachFrom(plan, look(plan, server, device, context.now), context) > context.now
        const all = offerIds.map((offer) => barsTo(plan, { server, device }, offer, context))
        const isGeneral = all.every((bars) =>
          bars.some(
            (bar) => bar.code === 'quiet_hours' || (bar.code === 'shown_too_often' && bar.limit.of !== 'offer'),
          ),
        )
        expect(isShut).toBe(isGeneral)
      }),
      runs,
    )
  })

  it('is the same where two tabs remember a part each, whichever takes up the other’s', () => {
    fc.assert(
      fc.property(policies, histories, fc.nat(40), asks, (contact, acts, shared, { after, offer, place }) => {
        const plan = approached(contact)
        const now = (acts.at(-1)?.at ?? noon) + after
        // Both begin with the same; what is accepted or left is written before the other tab goes on.
        const all = acts
          .filter(({ type }) => type !== 'accepted' && type !== 'left')
          .map((one) => ({ ...one, fold: 'device' }) as const)
        const tab = (n: number) => remembered(all.filter((_, at) => at < shared || at % 2 === n)).device
        const whole = barsTo(plan, remembered(all), offer, at(now, place))
        for (const device of [alsoShown(tab(0), tab(1), now), alsoShown(tab(1), tab(0), now)])
          expect(barsTo(plan, { server: nobody, device }, offer, at(now, place))).toEqual(whole)
      }),
      runs,
    )
  })

  it('holds for three hundred displays a week: what is forgotten is the oldest', () => {
    const acts = Array.from({ length: 300 }, (_, n) => shown('draw', noon + n * 1_000))
    const memory = remembered(acts)
    expect(memory.device.displays).toHaveLength(100)
    expect(memory.device.offers.draw).toMatchObject({ displays: 300, ignored: { length: 16 } })
    expect(
      barsTo(approached({ displays: { week: 100 }, stopsAfter: 16 }), memory, 'letter', at(noon + day)),
    ).toHaveLength(1)
  })
})
