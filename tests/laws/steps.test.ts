import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Benefit } from '../../src/core/program/benefit.js'
import { checked } from '../../src/core/program/define-program.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../src/core/program/plan.js'
import type { Program } from '../../src/core/program/program.js'
import { isConsent } from '../../src/core/program/purpose.js'
import type { Accept, Command } from '../../src/core/subject/command.js'
import { stepOf } from '../../src/core/subject/steps.js'
import { groundsOf, nobody, type Subject } from '../../src/core/subject/subject.js'
import { programs } from '../../src/testing/programs.js'
import { last, onServer, origin, type Told, tell } from './world.js'

/** Each is a whole story; `LAW_RUNS=1000` is the long form. */
const runs = { numRuns: Number(process.env.LAW_RUNS ?? 300) }

/** The same program, each long ask of it in steps. */
function inSteps(program: Program, atOnce: number): Program {
  const offers = Object.entries(program.offers).map(([id, offer]) => {
    const isLong = offer.principle !== 'receive' && Object.keys(offer.asks ?? {}).length > atOnce
    const steps = { atOnce, gives: { benefit: 'service', says: 'A little more', worth: 0.1 } }
    return [id, isLong ? { ...offer, repeats: 'once', steps } : offer]
  })
  return checked({ ...program, money: 'CHF', offers: Object.fromEntries(offers) })
}

interface Long {
  readonly plan: Plan
  readonly planned: PlannedOffer
  /** In the order in which they are answered, so many at a time. */
  readonly answered: readonly PlannedAsk[]
  readonly sizes: readonly number[]
  readonly boxes: readonly (readonly [purpose: string, fields: readonly string[]])[]
}

/** A long ask: all that it needs and some of what is welcome, in any order and any pieces. */
const longAsks: fc.Arbitrary<Long> = fc
  .record({ program: programs(fc), atOnce: fc.integer({ min: 1, max: 2 }) })
  .map(({ program, atOnce }) => onServer(inSteps(program, atOnce)))
  .map((plan) => ({ plan, long: plan.offers.filter(({ offer, onDevice }) => offer.steps && !onDevice) }))
  .filter(({ long }) => long.length > 0)
  .chain(({ plan, long }) =>
    fc.constantFrom(...long).chain((planned) =>
      fc.record({
        plan: fc.constant(plan),
        planned: fc.constant(planned),
        answered: fc
          .subarray(planned.asks.filter((ask) => ask.optional))
          .map((welcome) => [...planned.asks.filter((ask) => !ask.optional), ...welcome])
          .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
        sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 }),
        boxes: fc.subarray([...planned.invites]),
      }),
    ),
  )
  .filter(({ answered }) => answered.length > 0)

/** An acceptance that answers these asks, with the explicit consents that they take. */
function answering(
  plan: Plan,
  planned: PlannedOffer,
  asks: readonly PlannedAsk[],
  n: number,
  boxes: Long['boxes'] = [],
): Accept {
  const explicit = asks.filter(({ purpose }) => plan.program.purposes[purpose]?.basis === 'explicit-consent')
  const ticked = Object.fromEntries(explicit.map(({ purpose }) => [purpose, [] as string[]]))
  for (const { purpose, field } of explicit) ticked[purpose]?.push(field)
  const { hash, version, language } = plan.notice(planned.id)
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    type: 'accept',
    subject: null,
    at: origin,
    touchpoint: 'web',
    seen: 0,
    offer: planned.id,
    answers: Object.fromEntries(
      [...asks.map(({ field }) => field), ...boxes.flatMap(([, fields]) => fields)].map((field) => [
        field,
        `${field}!`,
      ]),
    ),
    consents: { ...ticked, ...Object.fromEntries(boxes) },
    evidence: { act: 'button', notice: { hash, version, language } },
  }
}

/** Piece by piece; the boxes are ticked with the last. */
function pieces({ plan, planned, answered, sizes, boxes }: Long): Accept[] {
  const all: Accept[] = []
  for (let from = 0, n = 0; from < answered.length; n++) {
    const to = from + (sizes[n % sizes.length] as number)
    const isLast = to >= answered.length
    all.push(answering(plan, planned, answered.slice(from, to), n, isLast ? boxes : []))
    from = to
  }
  return all
}

/** What somebody has and may be asked; not when it came, nor by which command. */
const stateOf = (subject: Subject, offer: string) => ({
  values: subject.values,
  grounds: groundsOf(subject)
    .filter(({ ground }) => ground.status === 'granted')
    .map(({ purpose, field, ground: { basis, offers, until, terms, confirmBy } }) =>
      JSON.stringify([purpose, field, basis, offers, until, terms, confirmBy]),
    )
    .sort(),
  points: Object.entries(subject.points).map(([currency, { balance }]) => [currency, balance]),
  paid: Object.keys(subject.paid).sort(),
  accepted: [subject.offers[offer]?.status, subject.offers[offer]?.accepted],
})

/** What it needs, so many at a time: each but the last gives something. */
const mostGifts = ({ asks, offer: { steps } }: PlannedOffer): number =>
  Math.max(0, Math.ceil(asks.filter((ask) => !ask.optional).length / (steps?.atOnce ?? 1)) - 1)

const isStepGift = ({ offer: { steps } }: PlannedOffer, benefit: Benefit): boolean =>
  JSON.stringify(steps?.gives) === JSON.stringify(benefit)

const begun = ({ decided }: Told) => decided.ok && decided.value.some(({ type }) => type === 'begun')

describe('a long ask', () => {
  it('ends in the same state in whatever pieces it is answered', () => {
    fc.assert(
      fc.property(longAsks, (long) => {
        const { plan, planned, answered, boxes } = long
        const whole = tell(plan, nobody, [answering(plan, planned, answered, 0, boxes)])
        const split = tell(plan, nobody, pieces(long))
        fc.pre(whole.every(({ decided }) => decided.ok))
        expect(split.filter(({ decided }) => !decided.ok)).toEqual([])
        expect(stateOf(last(split), planned.id)).toEqual(stateOf(last(whole), planned.id))
      }),
      runs,
    )
  })

  it('weighs the same whole and in pieces', () => {
    fc.assert(
      fc.property(longAsks, (long) => {
        const { plan, planned, answered, boxes } = long
        const gave = (told: readonly Told[]) => last(told).weighed?.reduce((sum, month) => sum + month.gave, 0) ?? 0
        const whole = tell(plan, nobody, [answering(plan, planned, answered, 0, boxes)])
        fc.pre(whole.every(({ decided }) => decided.ok))
        expect(gave(tell(plan, nobody, pieces(long)))).toBeCloseTo(gave(whole), 2)
      }),
      runs,
    )
  })

  it('gives for each step that it needs what was declared, no more often than it has steps, and the whole once', () => {
    fc.assert(
      fc.property(longAsks, (long) => {
        const { plan, planned } = long
        let steps = 0
        for (const told of tell(plan, nobody, pieces(long))) {
          const events = told.decided.ok ? told.decided.value : []
          const given = events.flatMap((event) => (event.type === 'given' ? [event.benefit] : []))
          const granted = events.flatMap((event) => (event.type === 'granted' ? [event.field] : []))
          const opened = events.some(({ type }) => type === 'accepted')
          const answers = Object.keys((told.command as Accept).answers)
          const isNeeded = answers.some((field) => planned.asks.some((ask) => !ask.optional && ask.field === field))
          const gift = begun(told) && isNeeded && steps < mostGifts(planned) ? [planned.offer.steps?.gives] : []
          expect(given).toEqual(opened ? planned.gives : gift)
          steps += gift.length
          expect(told.after.offers[planned.id]?.steps ?? 0).toBe(steps)
          if (!begun(told)) continue
          expect(granted.sort()).toEqual(Object.keys((told.command as Accept).answers).sort())
          expect(events.filter(({ type }) => type === 'booked' || type === 'paid' || type === 'refused')).toEqual([])
          expect(told.after.offers[planned.id]).toMatchObject({ status: 'begun', accepted: 0 })
        }
      }),
      runs,
    )
  })

  it('gives no more to who leaves and begins anew, as often as they like', () => {
    fc.assert(
      fc.property(longAsks, fc.array(fc.nat(6), { minLength: 2, maxLength: 6 }), (long, lives) => {
        const { plan, planned } = long
        const all = pieces(long)
        const leave = { ...all[0], type: 'leave' } as unknown as Command
        const said = lives
          .flatMap((taken) => [...all.slice(0, taken), leave])
          .map((one, n) => ({ ...one, id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}` }))
        const gifts = tell(plan, nobody, said).flatMap(({ decided }) =>
          decided.ok ? decided.value.filter((one) => one.type === 'given' && isStepGift(planned, one.benefit)) : [],
        )
        expect(gifts.length).toBeLessThanOrEqual(mostGifts(planned))
      }),
      runs,
    )
  })

  it('refuses by a no only what its next step shows', () => {
    fc.assert(
      fc.property(longAsks, fc.nat(3), (long, taken) => {
        const { plan, planned } = long
        const told = tell(plan, nobody, pieces(long).slice(0, taken))
        fc.pre(told.every(begun))
        const before = told.length > 0 ? last(told) : nobody
        const no = { ...pieces(long)[0], id: '00000000-0000-4000-8000-00000000eeee', type: 'decline' }
        const [declined] = tell(plan, before, [no as unknown as Command])
        const refused = declined?.decided.ok
          ? declined.decided.value.flatMap((one) => (one.type === 'refused' ? [one.field] : []))
          : []
        const isOpen = ({ field }: PlannedAsk) => !Object.hasOwn(before.values, field)
        const isNeededOpen = planned.asks.filter((ask) => !ask.optional && isOpen(ask)).length
        // What is only welcome, and the boxes, come with the last step that is needed, or after it.
        if (isNeededOpen > (planned.offer.steps?.atOnce ?? 0)) {
          const needed = planned.asks.filter((ask) => !ask.optional).map(({ field }) => field)
          expect(refused.filter((field) => !needed.includes(field))).toEqual([])
        }
      }),
      runs,
    )
  })

  it('ends with what it granted when it is left half answered; a consent and a legal duty have an end of their own', () => {
    fc.assert(
      fc.property(longAsks, (long) => {
        const { plan, planned } = long
        const told = tell(plan, nobody, pieces(long).slice(0, -1))
        fc.pre(told.length > 0 && told.every(begun))
        const leave = {
          ...pieces(long)[0],
          id: '00000000-0000-4000-8000-00000000ffff',
          type: 'leave',
        } as unknown as Command
        const [left] = tell(plan, last(told), [leave])
        expect(left?.decided.ok).toBe(true)
        const after = left?.after ?? nobody
        expect(after.offers[planned.id]).toMatchObject({ status: 'left', accepted: 0 })
        const stands = groundsOf(after).filter(({ ground }) => ground.status === 'granted')
        for (const { ground } of stands) expect(isConsent(ground) || ground.basis === 'legal-obligation').toBe(true)
        const isHeld = (field: string) => stands.some((one) => one.field === field)
        expect(Object.keys(after.values).filter((field) => !isHeld(field))).toEqual([])
        if (isConsent(plan.program.purposes[planned.offer.for]))
          expect(stands.filter(({ purpose }) => purpose === planned.offer.for)).toEqual([])
        // Whoever comes back begins anew, and gets there.
        const again = tell(
          plan,
          after,
          pieces(long).map((one) => ({ ...one, id: one.id.replace(/^0/, '1') })),
        )
        // What a consent still holds is known, and no step of its own.
        const idle = ({ before, command }: Told) =>
          Object.keys((command as Accept).answers).every((field) => Object.hasOwn(before.values, field))
        expect(again.filter((one) => !one.decided.ok && !idle(one))).toEqual([])
        expect(last(again).offers[planned.id]).toMatchObject({ status: 'accepted', accepted: 1 })
      }),
      runs,
    )
  })

  it('is put in steps that leave nothing out, ask nothing twice and never more than declared', () => {
    fc.assert(
      fc.property(longAsks, ({ plan, planned }) => {
        const { atOnce = 0 } = planned.offer.steps ?? {}
        const put: PlannedAsk[] = []
        for (let open = planned.asks, left = Number.POSITIVE_INFINITY; open.length > 0; ) {
          const step = stepOf(plan, planned, { asks: open, groups: [] })
          expect(step?.asks.length).toBeLessThanOrEqual(atOnce)
          expect(step?.left).toBeLessThan(left)
          expect(step?.isLast).toBe(!step?.later.some((ask) => !ask.optional))
          left = step?.left ?? 0
          put.push(...(step?.asks ?? []))
          open = open.filter((ask) => !step?.asks.includes(ask))
        }
        expect(put).toHaveLength(planned.asks.length)
        expect(new Set(put)).toEqual(new Set(planned.asks))
        // What is needed is never put off for what is only welcome.
        const firstWelcome = put.findIndex(({ optional }) => optional)
        if (firstWelcome >= 0) expect(put.slice(firstWelcome).every(({ optional }) => optional)).toBe(true)
      }),
      runs,
    )
  })
})
