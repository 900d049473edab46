import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointsIn } from '../../src/core/subject/subject.js'
import { forum } from '../ledger/forum.js'
import { expectLaws } from '../ledger/laws.js'
import { createMembers, type Kept, type Members, planOf } from '../ledger/pure.js'
import { dateOf, endOfDay, plus } from '../ledger/wall-clock.js'

const runs = { numRuns: Number(process.env.LAW_RUNS ?? 1_000) }
const hour = 3_600_000
const start = Date.UTC(2026, 2, 28, 12)

interface Limits {
  readonly givesPerDay?: number
  readonly givesToOnePerDay?: number
  readonly receivesPerDay?: number
}

/** Somebody gives respect, or what they gave is revoked, perhaps before it has arrived. */
type Act =
  | {
      readonly type: 'give'
      readonly giver: number
      readonly to: 0 | 1
      readonly amount: number
      readonly late: boolean
    }
  | { readonly type: 'like'; readonly giver: number; readonly to: 0 | 1 }
  | { readonly type: 'revoke' | 'reverse'; readonly nth: number }
type Step = Act & { readonly wait: number }

const givers = ['eve', 'fay', 'gus', 'hal'] as const
const names = ['ada', 'bo', ...givers]

const limits: fc.Arbitrary<Limits> = fc.record(
  {
    givesPerDay: fc.integer({ min: 3, max: 30 }),
    givesToOnePerDay: fc.integer({ min: 2, max: 20 }),
    receivesPerDay: fc.integer({ min: 0, max: 25 }),
  },
  { requiredKeys: [] },
)
const to = fc.constantFrom<0 | 1>(0, 0, 1)
const giver = fc.nat(givers.length - 1)
const wait = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 * hour }))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      wait,
      type: fc.constant('give' as const),
      giver,
      to,
      amount: fc.integer({ min: 1, max: 12 }),
      late: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ wait, type: fc.constant('like' as const), giver, to }) },
  {
    weight: 3,
    arbitrary: fc.record({ wait, type: fc.constantFrom('revoke' as const, 'reverse' as const), nth: fc.nat(9) }),
  },
)

/** What somebody gave, as the naive model has it. */
interface Given {
  readonly key: string
  readonly giver: number
  readonly to: 0 | 1
  readonly amount: number
  /** When it was given, and when it arrived. */
  readonly at: number
  arrived?: number
  revoked: boolean
  /** What of it counts, and what waits. */
  counts: number
  waits: number
}

/**
 * The naive forum: a list of what was given. On each day as much counts as the receiver's cap lets through, first come
 * first served; what is revoked makes room for who waits longest.
 */
function createForum({ givesPerDay = 1e9, givesToOnePerDay = 1e9, receivesPerDay = 1e9 }: Limits) {
  const all: Given[] = []
  const sum = (some: readonly Given[], of: (one: Given) => number) => some.reduce((total, one) => total + of(one), 0)
  const sameDay = (a: number, b: number | undefined) => b !== undefined && dateOf(a) === dateOf(b)
  return {
    all,
    mayGive(who: number, whom: 0 | 1, amount: number, at: number): boolean {
      const today = all.filter((one) => one.giver === who && sameDay(at, one.at))
      const same = today.filter((one) => one.to === whom)
      return (
        sum(today, (one) => one.amount) + amount <= givesPerDay &&
        sum(same, (one) => one.amount) + amount <= givesToOnePerDay
      )
    },
    arrive(one: Given, at: number): void {
      one.arrived = at
      if (one.revoked) return
      const day = all.filter((other) => other.to === one.to && sameDay(at, other.arrived))
      one.counts = Math.min(one.amount, Math.max(0, receivesPerDay - sum(day, (other) => other.counts)))
      one.waits = one.amount - one.counts
    },
    revoke(one: Given, at: number): void {
      let room = one.counts
      one.revoked = true
      one.counts = 0
      one.waits = 0
      const isAlive = (other: Given) => other.arrived !== undefined && at < endOf(other.arrived)
      const waiting = all.filter(
        (other) =>
          other.to === one.to &&
          other.waits > 0 &&
          one.arrived !== undefined &&
          sameDay(one.arrived, other.arrived) &&
          isAlive(other),
      )
      for (const other of waiting.sort((a, b) => (a.arrived ?? 0) - (b.arrived ?? 0) || order(a) - order(b))) {
        const more = Math.min(room, other.waits)
        other.counts += more
        other.waits -= more
        room -= more
      }
    },
    /** What counts for somebody now: what has ended does not. */
    respectOf: (who: 0 | 1, at: number) =>
      sum(
        all.filter((one) => one.to === who && one.arrived !== undefined && at < endOf(one.arrived)),
        (one) => one.counts,
      ),
  }
}

const endOf = (arrived: number): number => endOfDay(plus(arrived, { days: 5 }))
const arrivals = new WeakMap<Given, number>()
const order = (one: Given): number => arrivals.get(one) ?? 0

function expectSame(model: ReturnType<typeof createForum>, members: Members, now: number): void {
  for (const who of [0, 1] as const) {
    const kept = members.kept[who] as Kept
    for (const at of [now, now + 60 * hour])
      expect(pointsIn(kept.subject, 'respect', at).available, `${names[who]} at ${at}`).toBe(model.respectOf(who, at))
    expectLaws(kept, names[who] as string)
  }
}

/** What of an award counts by its lines, later promotions included. */
const countedOf = ({ transfers }: Kept, key: string): number =>
  transfers.reduce(
    (sum, line) => (line.kind === 'award' && (line.undoes ?? line.key) === key ? sum + line.amount : sum),
    0,
  )

function play(
  own: Limits,
  steps: readonly Step[],
  afterEach: (model: ReturnType<typeof createForum>, members: Members, now: number) => void,
) {
  const members = createMembers(planOf(forum, { respect: { respect: own } }), names)
  const model = createForum(own)
  let now = start
  let arrived = 0
  const late: Given[] = []
  const deliver = (one: Given, type: 'give' | 'like'): void => {
    const by = { id: one.key, reason: 'post:1', giver: givers[one.giver] as string }
    const told =
      type === 'like'
        ? ({ ...by, type: 'did', deed: 'liked' } as const)
        : ({ ...by, type: 'award', points: { respect: one.amount } } as const)
    expect(members.tell(one.to, told, now).ok).toBe(true)
    arrivals.set(one, arrived++)
    model.arrive(one, now)
  }
  for (const [n, said] of steps.entries()) {
    now += said.wait
    if (said.type === 'give' || said.type === 'like') {
      const amount = said.type === 'like' ? 3 : said.amount
      const one: Given = {
        key: `given:${n}`,
        giver: said.giver,
        to: said.to,
        amount,
        at: now,
        revoked: false,
        counts: 0,
        waits: 0,
      }
      const endorse = {
        type: 'endorse',
        id: one.key,
        points: { respect: amount },
        reason: 'post:1',
        to: names[said.to] as string,
      } as const
      const may = members.tell(2 + said.giver, endorse, now)
      expect(may.ok ? 'ok' : may.error.code).toBe(model.mayGive(said.giver, said.to, amount, now) ? 'ok' : 'over_limit')
      if (!may.ok) continue
      model.all.push(one)
      if (said.type === 'give' && said.late) late.push(one)
      else deliver(one, said.type)
    } else {
      const one = model.all[said.nth % Math.max(1, model.all.length)]
      if (!one) continue
      const type = one.arrived === undefined ? 'revoke' : said.type
      const revoke = { type: 'revoke', of: one.key, currency: 'respect', reason: 'case:1' } as const
      const told = type === 'reverse' ? ({ type, of: one.key, reason: 'case:1' } as const) : revoke
      const result = members.tell(one.to, { ...told, id: `undo:${n}` }, now)
      expect(result.ok || result.error.code).toBe(type === 'reverse' && one.revoked ? 'over_reversal' : true)
      if (!one.revoked) model.revoke(one, now)
    }
    // What is late arrives after whatever comes next.
    if (n % 3 === 2) for (const one of late.splice(0)) deliver(one, 'give')
    afterEach(model, members, now)
  }
}

describe('respect', () => {
  it('counts up to the receiver’s day, in order of time; a revocation makes room for who waits longest', () => {
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 30, size: 'max' }), (own, steps) => {
        play(own, steps, (model, members, now) => {
          expectSame(model, members, now)
          for (const one of model.all)
            if (!one.revoked) expect(countedOf(members.kept[one.to] as Kept, one.key)).toBe(one.counts)
        })
      }),
      runs,
    )
  }, 600_000)

  it('is never less for an attacker who gave as well and was revoked', () => {
    const attack = fc.record({
      wait: fc.constant(0),
      type: fc.constant('give' as const),
      giver: fc.constant(3),
      to,
      amount: fc.integer({ min: 1, max: 25 }),
      late: fc.constant(false),
    })
    const honest = fc.record({
      wait,
      type: fc.constant('give' as const),
      giver: fc.nat(2),
      to,
      amount: fc.integer({ min: 1, max: 12 }),
      late: fc.constant(false),
    })
    fc.assert(
      fc.property(
        fc.nat(25),
        fc.array(fc.tuple(honest, fc.option(attack)), { maxLength: 15 }),
        (receivesPerDay, steps) => {
          const without = steps.map(([one]) => one)
          const attacked = steps.flatMap(([one, other]) =>
            other
              ? [
                  { ...one, wait: 0 },
                  { ...other, wait: one.wait },
                ].reverse()
              : [one],
          )
          const revoked = attacked.flatMap((one, n): Step[] =>
            one.giver === 3 ? [{ type: 'revoke', nth: n, wait: 0 }] : [],
          )
          const shown = (all: readonly Step[]): number[] => {
            let last = [0, 0]
            play({ receivesPerDay }, all, (_, members, now) => {
              last = [0, 1].map((who) => pointsIn((members.kept[who] as Kept).subject, 'respect', now).available)
            })
            return last
          }
          expect(shown([...attacked, ...revoked])).toEqual(shown(without))
        },
      ),
      runs,
    )
  }, 600_000)
})
