import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { added, gained, heldBy } from '../../../../src/core/decision/fairness/burden.js'
import { fairnessOf } from '../../../../src/core/decision/fairness/fairness-of.js'
import { pairsByField } from '../../../../src/core/decision/fairness/scale.js'
import { rateOf } from '../../../../src/core/decision/fairness/worth.js'
import { look } from '../../../../src/core/decision/view.js'
import type { Pair } from '../../../../src/core/program/pair.js'
import type { Plan } from '../../../../src/core/program/plan.js'
import type { Program } from '../../../../src/core/program/program.js'
import { grant } from '../../../../src/core/subject/accept.js'
import { remember } from '../../../../src/core/subject/remember.js'
import type { Subject } from '../../../../src/core/subject/subject.js'
import { day, onServer, origin, runs } from '../../../laws/world.js'
import { mapped, somePairs, someSubject, weighingPrograms } from './drawn.js'

/** Sums of doubles differ in their last places by the order in which they are made. */
const hair = 1e-9

const burden = (plan: Plan, subject: Subject, pairs: readonly Pair[], now: number) =>
  added(plan, heldBy(plan, [subject], now), pairsByField(plan, pairs))

const given = (plan: Plan, subject: Subject, pairs: readonly Pair[], now: number): Subject =>
  pairs.reduce((who, pair) => remember(who, grant(plan, { id: 'c', offer: 'o0' }, pair, now)), subject)

const plans = weighingPrograms().map(onServer)

describe('the burden of what is asked', () => {
  it('is never lowered by asking bit by bit, over offers, over visits, within a year', () => {
    const lastVisit = origin + 300 * day
    const drawn = plans.chain((plan) =>
      fc.record({
        plan: fc.constant(plan),
        subject: someSubject(plan, lastVisit),
        asked: somePairs(plan),
        visits: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 }),
        which: fc.array(fc.nat(4), { minLength: 1, maxLength: 9 }),
      }),
    )
    fc.assert(
      fc.property(drawn, ({ plan, subject, asked, visits, which }) => {
        const days = [...visits].sort((a, b) => a - b)
        const parts = days.map((_, visit) =>
          asked.filter((_, i) => (which[i % which.length] as number) % days.length === visit),
        )
        let who = subject
        let sum = 0
        for (const [visit, part] of parts.entries()) {
          const now = origin + (days[visit] as number) * day
          sum += burden(plan, who, part, now)
          who = given(plan, who, part, now)
        }
        expect(sum).toBeGreaterThanOrEqual(burden(plan, subject, asked, origin + (days[0] as number) * day) - hair)
      }),
      runs,
    )
  })

  it('grows with what is asked, and is nothing for what was given already', () => {
    const drawn = plans.chain((plan) =>
      fc.record({ plan: fc.constant(plan), who: someSubject(plan), asked: somePairs(plan), more: somePairs(plan) }),
    )
    fc.assert(
      fc.property(drawn, ({ plan, who, asked, more }) => {
        const less = burden(plan, who, asked, origin)
        expect(less).toBeGreaterThanOrEqual(0)
        expect(burden(plan, who, [...asked, ...more], origin)).toBeGreaterThanOrEqual(less - hair)
        expect(burden(plan, given(plan, who, asked, origin), asked, origin)).toBe(0)
        // What an acceptance is told to have given is the same figure.
        expect(gained(plan, who, [...asked, ...asked], origin)).toBeCloseTo(less, 9)
      }),
      runs,
    )
  })

  it('does not depend on the order in which anything is declared, asked or was given', () => {
    const turned = <Value>(of: { readonly [name: string]: Value }) =>
      Object.fromEntries(
        Object.entries(of)
          .reverse()
          .map(([name, value]) => [name, value]),
      )
    const drawn = weighingPrograms().chain((program) => {
      const plan = onServer(program)
      return fc.record({ program: fc.constant(program), who: someSubject(plan), asked: somePairs(plan) })
    })
    fc.assert(
      fc.property(drawn, ({ program, who, asked }) => {
        const { fields, purposes, offers, rewards } = program
        const other: Program = {
          ...program,
          fields: turned(fields),
          purposes: turned(purposes),
          rewards: turned(rewards),
          offers: turned(mapped(offers, (offer) => (offer.asks ? { ...offer, asks: turned(offer.asks) } : offer))),
        }
        const one = onServer(program)
        const two = onServer(other)
        const back: Subject = { ...who, grounds: turned(mapped(who.grounds, turned)) }
        const asking = burden(one, who, asked, origin)
        expect(burden(two, back, [...asked].reverse(), origin)).toBeCloseTo(asking, 9)
        for (const { id } of one.offers) {
          const ours = fairnessOf(one, id, look(one, who, undefined, origin))
          const theirs = fairnessOf(two, id, look(two, back, undefined, origin))
          expect(theirs?.burden).toBeCloseTo(ours?.burden ?? -1, 9)
          expect(theirs?.required).toBeCloseTo(ours?.required ?? -1, 9)
          expect(theirs?.worth.money ?? -1).toBeCloseTo(ours?.worth.money ?? -1, 9)
        }
      }),
      runs,
    )
  })

  it('is not lowered where people mind a field more, by what the program says or by a segment', () => {
    const drawn = weighingPrograms().chain((program) =>
      fc.record({
        program: fc.constant(program),
        who: someSubject(onServer(program)),
        field: fc.constantFrom(...Object.keys(program.fields)),
        minds: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    )
    fc.assert(
      fc.property(drawn, ({ program, who, field, minds }) => {
        // Whoever has accepted anything is in it.
        const segment = { label: 'Careful', stage: 'receive', sensitivity: { [field]: minds } } as const
        const own = program.fields[field] as Program['fields'][string]
        const before = typeof own.sensitivity === 'number' ? own.sensitivity : 0
        const raised = { ...own, sensitivity: Math.max(before, minds) }
        const here: Subject = {
          ...who,
          offers: { o0: { status: 'accepted', at: origin, accepted: 1, displays: 0 } },
        }
        const burdens = (changed: Program) => {
          const plan = onServer(changed)
          const view = look(plan, here, undefined, origin)
          return plan.offers.map(({ id }) => fairnessOf(plan, id, view)?.burden ?? -1)
        }
        const usual = burdens(program)
        const bySegment = burdens({ ...program, segments: { segment } })
        const byField = burdens({ ...program, fields: { ...program.fields, [field]: raised } })
        for (const [i, least] of usual.entries()) {
          expect(bySegment[i]).toBeGreaterThanOrEqual(least - hair)
          expect(byField[i]).toBeGreaterThanOrEqual(least - hair)
        }
        // Either says the same of people who all mind it so.
        expect(bySegment.map((one) => one.toFixed(9))).toEqual(byField.map((one) => one.toFixed(9)))
      }),
      runs,
    )
  })
})

it('calls an offer even where it gives at least what it asks, or nobody knows what it gives, and nowhere else', () => {
  const drawn = plans.chain((plan) => fc.record({ plan: fc.constant(plan), who: fc.option(someSubject(plan)) }))
  const found = { even: 0, uneven: 0, unknown: 0 }
  fc.assert(
    fc.property(drawn, ({ plan, who }) => {
      for (const { id } of plan.offers) {
        const fair = fairnessOf(plan, id, who ? look(plan, who, undefined, origin) : undefined)
        if (!fair) throw new Error(`nothing is said of ${id}`)
        const { worth, burden, required, rate, balance, even } = fair
        expect(rate).toBe(rateOf(plan.program))
        expect(required).toBeLessThanOrEqual(burden + hair)
        if (worth.money === undefined) {
          expect([even, balance]).toEqual([true, undefined])
          found.unknown++
        } else {
          expect(even).toBe(worth.money >= burden * rate)
          expect(balance).toBe(worth.money - burden * rate)
          found[even ? 'even' : 'uneven']++
        }
      }
    }),
    runs,
  )
  expect(Math.min(found.even, found.uneven, found.unknown)).toBeGreaterThan(100)
})
