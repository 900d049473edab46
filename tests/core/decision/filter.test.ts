import { describe, expect, it } from 'vitest'
import { explainNext } from '../../../src/core/decision/explain-next.js'
import { explainOffer } from '../../../src/core/decision/explain-offer.js'
import { nextOffer } from '../../../src/core/decision/next-offer.js'
import { offerPairs } from '../../../src/core/decision/offer-pairs.js'
import { look } from '../../../src/core/decision/view.js'
import { defineProgram } from '../../../src/core/program/define-program.js'
import { identifier, observed, preference } from '../../../src/core/program/field.js'
import { compile, type PlannedOffer } from '../../../src/core/program/plan.js'
import type { Program } from '../../../src/core/program/program.js'
import type { Event } from '../../../src/core/subject/event.js'
import { evolve } from '../../../src/core/subject/evolve.js'
import { onServer as serverSide } from '../../../src/core/subject/on-server.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { someText } from '../../../src/testing/programs.js'
import { day, onServer, origin } from '../../laws/world.js'
import { words } from '../../types/words.ok.js'

const gift = { benefit: 'service', says: 'Something' } as const
const shop = defineProgram({
  id: 'filters',
  version: 1,
  money: 'CHF',
  controller: words.controller,
  fields: {
    basket: observed(someText, { label: 'Basket' }),
    terrain: preference(someText, { label: 'Where you walk' }),
    email: identifier(someText, { label: 'E-mail', input: { autocomplete: 'email' } }),
    phone: identifier(someText, { label: 'Phone', input: { autocomplete: 'tel' } }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    club: { label: 'Keep your account', basis: 'contract', retainFor: 'P1Y' },
    news: { label: 'News', basis: 'consent', validFor: 'P1Y', askAgain: 'P60D' },
    safety: { label: 'Prevent fraud', basis: 'legitimate-interest', interest: 'Fewer losses' },
  },
  touchpoints: words.touchpoints,
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus points' } },
  rewards: { voucher: { costs: { bonus: 100 }, gives: { benefit: 'coupon', says: 'Off', worth: 10 } } },
  segments: { alpine: { label: 'Alpine', for: 'club', where: { terrain: 'alpine' } } },
  offers: {
    basketTip: { principle: 'receive', for: 'fit', at: ['till'], uses: { basket: 'To fit it' }, gives: gift },
    letter: { principle: 'exchange', for: 'news', asks: { email: 'To write' }, gives: { ...gift, worth: 5 } },
    either: {
      principle: 'exchange',
      for: 'club',
      asks: {},
      asksOneOf: [{ email: { because: 'To write', for: 'news' } }, { phone: 'To call' }],
      gives: { ...gift, worth: 5 },
    },
    guard: {
      principle: 'exchange',
      for: 'club',
      asks: { phone: { because: 'To guard you', for: 'safety' } },
      gives: { ...gift, worth: 5 },
    },
    poor: { principle: 'exchange', for: 'club', asks: { email: 'To reach you' }, gives: { ...gift, worth: 0.1 } },
    candid: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To reach you' },
      unevenBecause: 'We live from it',
      gives: { ...gift, worth: 0.1 },
    },
    join: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'To know you' },
      gives: { benefit: 'points', points: { bonus: 100 }, says: 'Points' },
    },
    mountain: {
      principle: 'exchange',
      for: 'club',
      when: { terrain: 'alpine' },
      asks: { phone: 'To call you down' },
      suits: ['alpine'],
      gives: { ...gift, worth: 5 },
    },
  },
})
const plan = onServer(shop)
const source = { provenance: 'declared', touchpoint: 'web', givenAt: origin } as const
const about = (purpose: string, field: string) => ({ purpose, field, at: origin, command: 'c' })
const knows = (field: string, purpose: string, value = 'x'): Event[] => [
  { type: 'learned', field, value, at: origin, source },
  { type: 'granted', ...about(purpose, field), basis: shop.purposes[purpose]?.basis ?? 'consent', offer: 'letter' },
]
const who = (...events: readonly Event[]): Subject => events.reduce(evolve, nobody)
const why = (offer: string, subject: Subject, touchpoint = 'web', now = origin) =>
  explainOffer(plan, look(plan, subject, undefined, now), offer, { touchpoint, now }).reasons

describe('why an offer is not proposed', () => {
  it('names the touchpoints where it is made, and what it would go by', () => {
    expect(why('basketTip', nobody)).toEqual([
      { code: 'not_here', at: ['till'] },
      { code: 'nothing_to_use', fields: ['basket'] },
    ])
    expect(why('basketTip', who(...knows('basket', 'fit')), 'till')).toEqual([{ code: 'asks_nothing_new' }])
    expect(why('nothing', nobody)).toEqual([{ code: 'unknown_offer' }])
    expect(why('toString', nobody)).toEqual([{ code: 'unknown_offer' }])
  })

  it('names the answers that it hangs on', () => {
    expect(why('mountain', nobody)).toEqual([{ code: 'not_now', fields: ['terrain'] }])
    expect(why('mountain', who(...knows('terrain', 'club', 'city')))[0]?.code).toBe('not_now')
    expect(why('mountain', who(...knows('terrain', 'club', 'alpine')))).toEqual([{ code: 'asks', fields: ['phone'] }])
  })

  it('names what may not be used: refused and not asked again yet, or objected to', () => {
    const refused = who({ type: 'refused', ...about('news', 'email') })
    const until = origin + 60 * day
    expect(why('letter', refused)).toEqual([{ code: 'no_ground', fields: ['email'], until }])
    expect(why('letter', refused, 'web', until)).toEqual([{ code: 'asks', fields: ['email'] }])
    // The other of two ways is still free.
    expect(why('either', refused)).toEqual([{ code: 'asks', fields: ['email'] }])
    const withdrawn = who(...knows('email', 'news'), { type: 'withdrawn', ...about('news', 'email') })
    expect(why('letter', withdrawn)).toEqual([{ code: 'no_ground', fields: ['email'], until }])
    const objected = who({ type: 'objected', purpose: 'safety', at: origin, command: 'c' })
    expect(why('guard', objected)).toEqual([{ code: 'no_ground', fields: ['phone'] }])
    expect(why('letter', who({ type: 'objected', purpose: 'news', at: origin, command: 'c' }))).toEqual([
      { code: 'objected', purpose: 'news' },
    ])
  })

  it('tells what an uneven offer gives and takes, unless the program says why it is', () => {
    const [reason] = why('poor', nobody)
    expect(reason).toMatchObject({ code: 'uneven', worth: 0.1 })
    expect(reason?.code === 'uneven' && reason.burden).toBeGreaterThan(0.4)
    expect(why('candid', nobody)).toEqual([{ code: 'asks', fields: ['email'] }])
    // What it asks was given already: it costs nothing more.
    expect(why('poor', who(...knows('email', 'club')))).toEqual([{ code: 'asks_nothing_new' }])
  })

  it('does not propose again what has nothing left to give', () => {
    const [accepted, left]: Event[] = [
      { type: 'accepted', offer: 'join', at: origin },
      { type: 'left', offer: 'join', at: origin },
    ]
    const later = origin + 400 * day
    expect(why('join', who(accepted as Event))).toEqual([{ code: 'accepted' }])
    expect(why('join', who(...knows('email', 'club'), accepted as Event, left as Event), 'web', later)).toEqual([
      { code: 'known' },
    ])
    // An ask without a give is uneven (law 1).
    expect(why('join', who(accepted as Event, left as Event), 'web', later)).toMatchObject([
      { code: 'uneven', worth: 0 },
    ])
  })

  it('tells all that speaks against it', () => {
    const subject = who({ type: 'restricted', at: origin }, { type: 'refused', ...about('news', 'email') })
    expect(why('letter', subject).map(({ code }) => code)).toEqual(['restricted', 'no_ground'])
    expect(why('letter', who({ type: 'erased', at: origin })).map(({ code }) => code)).toEqual(['erased'])
  })

  it('bars everything of who restricted anything, on the server or on the device', () => {
    const restricted = who({ type: 'restricted', at: origin })
    const knowing = who(...knows('basket', 'fit'))
    expect(nextOffer(plan, look(plan, nobody, knowing, origin), { touchpoint: 'till', now: origin })).toBeDefined()
    for (const view of [look(plan, restricted, knowing, origin), look(plan, knowing, restricted, origin)])
      for (const offer of ['basketTip', 'join'])
        expect(explainOffer(plan, view, offer, { touchpoint: 'till', now: origin }).reasons[0]?.code).toBe('restricted')
    expect(
      nextOffer(plan, look(plan, restricted, knowing, origin), { touchpoint: 'till', now: origin }),
    ).toBeUndefined()
  })
})

describe('explainNext', () => {
  const context = { touchpoint: 'web', now: origin }
  const walker = who(...knows('terrain', 'club', 'alpine'))

  it('tells the winner with its factors, the others in their order, and why the rest is out', () => {
    const view = look(plan, walker, undefined, origin)
    const { winner, ranked, rejected } = explainNext(plan, view, context)
    expect(winner).toMatchObject({ offer: 'join', factors: { worth: 10, rate: 1, fit: [] } })
    expect(winner?.offer).toBe(nextOffer(plan, view, context)?.id)
    expect(ranked[0]).toMatchObject({ offer: 'mountain', factors: { worth: 5, fit: [{ code: 'suits', times: 1.25 }] } })
    const { worth, burden, score } = ranked[0]?.factors ?? { worth: 0, burden: 0, score: 0 }
    expect(score).toBeCloseTo(((worth ?? 0) - burden) * 1.25, 8)
    expect(rejected.map(({ offer }) => offer)).toEqual(['basketTip', 'poor'])
  })

  it('puts the site’s interest below all that concerns the subject, and the name below that', () => {
    const twins = (interest: number) => {
      const ask = {
        principle: 'exchange',
        for: 'club',
        asks: { email: 'To reach you' },
        gives: { ...gift, worth: 5 },
      } as const
      const offers = {
        early: ask,
        late: { ...ask, interest },
        dear: { ...ask, asks: { ...ask.asks, phone: 'To call' }, interest: 1 },
      }
      const own = onServer({ ...shop, offers })
      return explainNext(own, look(own, nobody, undefined, origin), context)
    }
    expect(twins(0.1).winner?.offer).toBe('late')
    expect(twins(0).winner?.offer).toBe('early')
    expect(twins(0.1).ranked.map(({ offer }) => offer)).toEqual(['early', 'dear'])
  })

  it('names the values that a proposal goes by', () => {
    const pairs = (offer: string, subject: Subject) =>
      offerPairs(plan, look(plan, subject, undefined, origin), plan.offer[offer] as PlannedOffer)
    expect(pairs('basketTip', nobody)).toEqual([{ field: 'basket', purpose: 'fit' }])
    expect(pairs('mountain', walker)).toEqual([{ field: 'terrain', purpose: 'club' }])
    expect(pairs('mountain', nobody)).toEqual([])
    expect(pairs('mountain', who(...knows('terrain', 'news', 'alpine')))).toEqual([
      { field: 'terrain', purpose: 'club' },
    ])
  })

  it('names what tells who minds more, and for whom an offer is silent', () => {
    const silent = [{ offer: 'guard', touchpoint: 'web', segment: 'hikers', accepted: 0, of: 400 }]
    const segments = {
      alpine: { label: 'Alpine', for: 'club', where: { terrain: 'alpine' }, sensitivity: { email: 0.9 } },
      hikers: { label: 'Hikers', for: 'news', where: { terrain: 'alpine' } },
    } as const
    const own = compile({ ...shop, segments } as Program, { authority: serverSide, hash: String, learned: { silent } })
    const pairs = (offer: string, subject: Subject) =>
      offerPairs(own, look(own, subject, undefined, origin), own.offer[offer] as PlannedOffer)
    const club = { field: 'terrain', purpose: 'club' }
    const news = { field: 'terrain', purpose: 'news' }
    const both = who(...knows('terrain', 'club', 'alpine'), ...knows('terrain', 'news', 'alpine'))
    // The letter asks what they mind; the guard asks the phone alone, and is silent for hikers.
    expect(pairs('letter', both)).toEqual([club])
    expect(pairs('letter', nobody)).toEqual([])
    expect(pairs('join', who(...knows('terrain', 'news', 'alpine')))).toEqual([])
    expect(pairs('guard', both)).toEqual([club, news])
    expect(pairs('guard', who(...knows('terrain', 'news', 'city')))).toEqual([news])
  })
})
