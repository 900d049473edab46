import fc from 'fast-check'
import type { Benefit } from '../../../../src/core/program/benefit.js'
import type { Pair } from '../../../../src/core/program/pair.js'
import type { Plan } from '../../../../src/core/program/plan.js'
import type { Program } from '../../../../src/core/program/program.js'
import { type Ground, nobody, type Subject } from '../../../../src/core/subject/subject.js'
import { programs } from '../../../../src/testing/programs.js'
import { day, origin, pairs } from '../../../laws/world.js'

/** Programs that weigh in money: some gifts have a worth, some fields a sensitivity of their own, and a rate may be said. */
export const weighingPrograms = (): fc.Arbitrary<Program> =>
  fc
    .record({
      program: programs(fc),
      rate: fc.constantFrom(undefined, 0.5, 1, 3),
      worth: fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }), { minLength: 9, maxLength: 9 }),
      minds: fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }), {
        minLength: 9,
        maxLength: 9,
      }),
    })
    .map(({ program, rate, worth, minds }) => ({
      ...program,
      money: 'CHF',
      ...(rate !== undefined && { fairness: { rate } }),
      fields: mapped(program.fields, (field, i) => withPart(field, 'sensitivity', minds[i])),
      offers: mapped(program.offers, (offer, i) => ({
        ...offer,
        gives: [offer.gives].flat().map((gives) => withPart(gives, 'worth', worth[i]) as Benefit),
      })),
    }))

export const mapped = <Value, To>(
  of: { readonly [name: string]: Value },
  change: (value: Value, index: number) => To,
): { [name: string]: To } =>
  Object.fromEntries(Object.entries(of).map(([name, value], index) => [name, change(value, index)]))

const withPart = <Value extends object>(of: Value, part: string, value: unknown): Value =>
  value === undefined ? of : { ...of, [part]: value }

/** Pairs of a field and a purpose, any of the plan's. */
export const somePairs = (plan: Plan): fc.Arbitrary<Pair[]> =>
  fc.subarray(pairs(plan)).map((all) => all.map(([field, purpose]) => ({ field, purpose })))

/**
 * Whoever has given these, some of it without end and some of it run out, and said no to others. What has run out did so
 * within the year before `until`: until then it all counts.
 */
export const someSubject = (plan: Plan, until = origin): fc.Arbitrary<Subject> =>
  fc
    .array(
      fc.record({
        pair: fc.constantFrom(...pairs(plan)),
        status: fc.constantFrom<Ground['status']>('granted', 'granted', 'expired', 'withdrawn', 'refused'),
        ago: fc.integer({ min: 0, max: 364 }),
        ends: fc.boolean(),
      }),
      { maxLength: 12 },
    )
    .map((drawn) => {
      const grounds: { [purpose: string]: { [field: string]: Ground } } = {}
      for (const { pair, status, ago, ends } of drawn) {
        const [field, purpose] = pair
        const basis = plan.program.purposes[purpose]?.basis ?? 'consent'
        const since = until - ago * day
        const its = { status, basis, offers: ['o0'], since, version: 1, command: 'c' }
        grounds[purpose] = { ...grounds[purpose], [field]: ends ? { ...its, until: since } : its }
      }
      return { ...nobody, grounds }
    })
