import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Context } from '../../../src/core/decision/context.js'
import { explainOffer } from '../../../src/core/decision/explain-offer.js'
import { momentPair } from '../../../src/core/decision/moment.js'
import { nextOffer } from '../../../src/core/decision/next-offer.js'
import type { OfferReason } from '../../../src/core/decision/reason.js'
import { look } from '../../../src/core/decision/view.js'
import { dayOf, textOf, windowFrom } from '../../../src/core/decision/window.js'
import { compile, type Plan, type PlannedOffer } from '../../../src/core/program/plan.js'
import type { Event, Source } from '../../../src/core/subject/event.js'
import { evolve } from '../../../src/core/subject/evolve.js'
import { onServer } from '../../../src/core/subject/on-server.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { defineProgram, identifier, personal } from '../../../src/index.js'
import { day, hash, origin, runs } from '../../laws/world.js'

const gives = { benefit: 'service', says: 'Something for the day' } as const
const offer = { principle: 'exchange', for: 'club', asks: { email: 'Where it goes' }, gives } as const

const program = defineProgram({
  id: 'moments',
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
    birthday: personal(z.string(), { label: 'Birthday' }),
    moved: personal(z.iso.date(), { label: 'Day of the move', freshFor: 'P1Y' }),
    wedding: personal(z.iso.date(), { label: 'Day of the wedding', freshFor: 'P2Y' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present on the day', basis: 'consent' },
    moving: { label: 'Help with the move', basis: 'consent' },
    bride: { label: 'A present for the wedding', basis: 'explicit-consent', confirm: true },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  moments: {
    birthday: { label: 'Birthday', kind: 'birthday', field: 'birthday', for: 'treats', yearly: true, opens: 'P7D' },
    move: { label: 'Move', kind: 'move', field: 'moved', for: 'moving', opens: 'P2M', closes: 'P1M' },
    wedding: { label: 'Wedding', kind: 'wedding', field: 'wedding', for: 'bride', opens: 'P3M' },
  },
  offers: {
    present: { ...offer, moment: 'birthday' },
    removal: { ...offer, moment: 'move' },
    bouquet: { ...offer, moment: 'wedding' },
  },
})

const plan = compile(program, { authority: onServer, hash })
const email = 'a@b.ch'
type Field = 'birthday' | 'moved' | 'wedding'
const purposes = { birthday: 'treats', moved: 'moving', wedding: 'bride' } as const
const offers = { birthday: 'present', moved: 'removal', wedding: 'bouquet' } as const

const told = (field: string, value: string, at: number, source: Partial<Source> = {}): Event => ({
  ...{ type: 'learned', field, value, at },
  source: { provenance: 'declared', offer: 'present', touchpoint: 'web', givenAt: at, ...source },
})
const granted = (field: string, purpose: string, at: number): Event => ({
  ...{ type: 'granted', field, purpose, offer: 'present', at, command: 'one' },
  basis: program.purposes[purpose]?.basis as 'consent',
  ...(plan.terms(purpose, field) && { terms: plan.terms(purpose, field) }),
})
const subjectOf = (...events: readonly Event[]): Subject => events.reduce(evolve, nobody)

/** Somebody who told a date and agreed to its use. */
const knowing = (field: Field, value: string, source: Partial<Source> = {}, at = origin): Subject =>
  subjectOf(told(field, value, at, source), granted(field, purposes[field], at))

const on = (date: string, now = Date.parse(`${date}T12:00Z`)): Context => ({ touchpoint: 'web', now, date })
const bars = (subject: Subject, field: Field, context: Context, local?: Subject): readonly OfferReason[] => {
  const { proposed, reasons } = explainOffer(plan, look(plan, subject, local, context.now), offers[field], context)
  return proposed ? [] : reasons
}
const isOpen = (subject: Subject, field: Field, date: string): boolean =>
  bars(subject, field, on(date)).every(({ code }) => !/moment/.test(code))

describe('an offer that belongs to a moment', () => {
  it('is proposed within its window, in calendar days of the subject’s own date, and at no other time', () => {
    const one = knowing('birthday', '1990-04-30')
    expect(
      ['2026-04-22', '2026-04-23', '2026-04-30', '2026-05-01'].map((date) => isOpen(one, 'birthday', date)),
    ).toEqual([false, true, true, false])
    const evening = Date.UTC(2026, 3, 30, 23, 30)
    const [here, ahead] = ['2026-04-30', '2026-05-01'].map((date) => bars(one, 'birthday', on(date, evening)))
    expect([here, ahead]).toEqual([[], [{ code: 'not_the_moment', moment: 'birthday', opens: '2027-04-23' }]])
  })

  it('takes the day in UTC where nobody says whose day it is', () => {
    const one = knowing('birthday', '1990-04-30')
    const at = (now: number) => bars(one, 'birthday', { touchpoint: 'web', now }).length
    expect([at(Date.UTC(2026, 3, 22, 23, 59)), at(Date.UTC(2026, 3, 23))]).toEqual([1, 0])
  })

  it('comes on 28 February in years without a 29th, and across New Year', () => {
    const leap = knowing('birthday', '2000-02-29')
    const open = (date: string) => isOpen(leap, 'birthday', date)
    expect([open('2027-02-20'), open('2027-02-21'), open('2027-02-28'), open('2027-03-01')]).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect([open('2028-02-21'), open('2028-02-22'), open('2028-02-29'), open('2028-03-01')]).toEqual([
      false,
      true,
      true,
      false,
    ])
    const early = knowing('birthday', '1990-01-03')
    expect(
      ['2026-12-26', '2026-12-27', '2026-12-31', '2027-01-01', '2027-01-03', '2027-01-04'].map((date) =>
        isOpen(early, 'birthday', date),
      ),
    ).toEqual([false, true, true, true, true, false])
  })

  it('needs no year of a birthday, and no more than one that is real', () => {
    expect(isOpen(knowing('birthday', '04-30'), 'birthday', '2026-04-30')).toBe(true)
    expect(isOpen(knowing('birthday', '--02-29'), 'birthday', '2027-02-28')).toBe(true)
    const odd = ['', 'soon', '02-30', '13-01', '04-00', '2026-02-29', '1990-04-30T00:00:00Z', '30.04.1990', '1990-4-30']
    for (const value of odd)
      expect(bars(knowing('birthday', value), 'birthday', on('2026-04-30'))).toEqual([
        { code: 'no_moment', moment: 'birthday' },
      ])
    expect(isOpen(knowing('moved', '03-01'), 'moved', '2026-03-01')).toBe(false)
  })

  it('does not come before it was: nobody has an anniversary of what lies ahead', () => {
    const one = knowing('birthday', '2027-06-01')
    expect(isOpen(one, 'birthday', '2026-06-01')).toBe(false)
    expect(bars(one, 'birthday', on('2026-06-01'))).toEqual([
      { code: 'not_the_moment', moment: 'birthday', opens: '2027-05-25' },
    ])
    expect(isOpen(one, 'birthday', '2027-06-01')).toBe(true)
  })

  it('a removal firm half a year late is not heard, nor a day after the month', () => {
    const one = knowing('moved', '2026-03-31')
    const open = (date: string) => isOpen(one, 'moved', date)
    expect([
      open('2026-01-30'),
      open('2026-01-31'),
      open('2026-03-31'),
      open('2026-04-30'),
      open('2026-05-01'),
    ]).toEqual([false, true, true, true, false])
    expect(bars(one, 'moved', on('2026-01-15'))).toEqual([
      { code: 'not_the_moment', moment: 'move', opens: '2026-01-31' },
    ])
    expect(bars(one, 'moved', on('2026-09-30'))).toEqual([{ code: 'not_the_moment', moment: 'move' }])
  })

  it('goes by what people declared themselves, and by nothing that was imported or observed', () => {
    for (const provenance of ['imported', 'observed'] as const)
      expect(bars(knowing('birthday', '1990-04-30', { provenance }), 'birthday', on('2026-04-30'))).toEqual([
        { code: 'no_moment', moment: 'birthday' },
      ])
  })

  it('is as old as when it was said: an old memory that comes in as new is stale', () => {
    const arrived = Date.UTC(2026, 2, 1)
    const said = (givenAt: number) =>
      bars(knowing('moved', '2026-03-10', { givenAt }, arrived), 'moved', on('2026-03-10'))
    expect(said(arrived - 300 * day)).toEqual([])
    expect(said(arrived - 400 * day)).toContainEqual({ code: 'no_moment', moment: 'move' })
  })

  it('needs a ground for that very use: another purpose’s does not do, and a withdrawn one neither', () => {
    const date = told('birthday', '1990-04-30', origin)
    const other = subjectOf(date, granted('birthday', 'club', origin))
    expect(bars(other, 'birthday', on('2026-04-30'))).toEqual([{ code: 'no_moment', moment: 'birthday' }])
    const withdrawn = subjectOf(date, granted('birthday', 'treats', origin), {
      ...{ type: 'withdrawn', purpose: 'treats', field: 'birthday', at: origin + 1, command: 'two' },
    })
    expect(bars(withdrawn, 'birthday', on('2026-04-30'))).toEqual([{ code: 'no_moment', moment: 'birthday' }])
  })

  it('that is taboo waits for an explicit consent to that very use, and for its confirmation', () => {
    const asked = { code: 'taboo_unconfirmed', moment: 'wedding', purpose: 'bride' }
    const date = told('wedding', '2026-05-09', origin)
    const here = on('2026-05-01')
    expect(bars(nobody, 'wedding', here)).toEqual([asked])
    expect(bars(subjectOf(date, granted('wedding', 'treats', origin)), 'wedding', here)).toEqual([asked])
    const unproven = subjectOf(
      date,
      told('email', email, origin),
      granted('wedding', 'bride', origin),
      granted('email', 'bride', origin),
    )
    expect(bars(unproven, 'wedding', here)).toEqual([asked])
    const proven = evolve(unproven, { type: 'confirmed', field: 'email', at: origin + 1 })
    expect(bars(proven, 'wedding', here)).toEqual([])
    expect(bars(evolve(proven, { type: 'forgotten', field: 'wedding', at: origin + 2 }), 'wedding', here)).toEqual([
      { code: 'no_moment', moment: 'wedding' },
    ])
  })

  it('is found where the device alone knows it, and takes what was said last', () => {
    const [old, late] = [knowing('birthday', '1990-04-30'), knowing('birthday', '1990-10-30', {}, origin + day)]
    const here = on('2026-10-30')
    expect(bars(nobody, 'birthday', here, late)).toEqual([])
    expect(bars(old, 'birthday', here, late)).toEqual([])
    expect(bars(late, 'birthday', here, old)).toEqual([])
    expect(bars(old, 'birthday', here)).not.toEqual([])
  })

  it('wins over nothing else by itself, and says what was read for it', () => {
    const one = knowing('birthday', '1990-04-30')
    const next = (date: string) => nextOffer(plan, look(plan, one, undefined, on(date).now), on(date))
    expect([next('2026-04-30')?.id, next('2026-06-30')?.id]).toEqual(['present', undefined])
    expect(momentPair(plan, next('2026-04-30') as PlannedOffer)).toEqual({ field: 'birthday', purpose: 'treats' })
  })
})

/* The window against a model that walks day by day. */

const days = fc.integer({ min: dayOf('1995-01-01'), max: dayOf('2030-12-31') })
const spans = fc.record({ months: fc.integer({ min: 0, max: 11 }), days: fc.integer({ min: 0, max: 30 }) })

const parts = (at: number): [year: number, month: number, date: number] => {
  const [year, month, date] = textOf(at).split('-').map(Number)
  return [year as number, month as number, date as number]
}

/** The day so many months before or after, walking: the same date, or the month's last one. */
function walked(from: number, months: number, sign: 1 | -1): number {
  const [year, month, date] = parts(from)
  const target = year * 12 + month - 1 + sign * months
  for (let at = from; ; at += sign) {
    const [y, m, d] = parts(at)
    const next = parts(at + 1)
    if (y * 12 + m - 1 === target && (d === date || (d < date && next[1] !== m))) return at
  }
}

const isDay = (at: number, told: number, yearly: boolean): boolean => {
  if (!yearly) return at === told
  const [year, month, date] = parts(at)
  const [since, m, d] = parts(told)
  const isLast = month === 2 && date === 28 && parts(at + 1)[1] === 3
  return year >= since && ((month === m && date === d) || (m === 2 && d === 29 && isLast && month === 2))
}

describe('a window', () => {
  it('is open on the days that a calendar gives, one by one', () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: -800, max: 800 }),
        fc.boolean(),
        spans,
        spans,
        (at, off, yearly, opens, closes) => {
          const today = at + off
          const [year, month, date] = parts(at)
          const window = windowFrom(today, { yearly, opens, closes }, { year, month, day: date })
          let open = false
          for (let n = today - 800; n <= today + 800; n++)
            if (isDay(n, at, yearly))
              open ||=
                walked(n, opens.months, -1) - opens.days <= today && today <= walked(n, closes.months, 1) + closes.days
          expect(window !== undefined && window.from <= today).toBe(open)
          if (window) expect(window.until).toBeGreaterThanOrEqual(today)
        },
      ),
      { numRuns: Math.min(runs.numRuns, 300) },
    )
  })

  it('opens next on the first day on which it does', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 20 }), (at, off, length) => {
        const moment = { yearly: true, opens: { months: 0, days: length }, closes: { months: 0, days: 1 } }
        const [year, month, date] = parts(at)
        const dated = { year, month, day: date }
        const window = windowFrom(at + off, moment, dated)
        let first = at + off
        while (!((windowFrom(first, moment, dated)?.from ?? Number.POSITIVE_INFINITY) <= first)) first++
        expect(Math.max(window?.from ?? 0, at + off)).toBe(first)
      }),
      { numRuns: Math.min(runs.numRuns, 300) },
    )
  })

  it('tells a day by its text and back, and no day by what is none', () => {
    fc.assert(
      fc.property(days, (at) => {
        expect(dayOf(textOf(at))).toBe(at)
      }),
      runs,
    )
    for (const none of ['', '2026-02-29', '2026-13-01', '11-22', 'x']) expect(dayOf(none)).toBeNaN()
  })
})

/** That plans are compiled is no accident of one program. */
it('knows of no moment where none is declared', () => {
  const bare: Plan = compile({ ...program, moments: {}, offers: {} }, { authority: onServer, hash })
  expect(bare.moments).toEqual([])
})
