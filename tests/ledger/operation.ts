import fc from 'fast-check'
import { club, type Rules } from './program.js'

type Amounts = { readonly [currency: string]: number }

/** Something that a backend says; what it cites is the nth of what was said before, counted around. */
export type Act =
  | { readonly type: 'award'; readonly points: Amounts; readonly after: number }
  | { readonly type: 'earn'; readonly amount: number }
  | { readonly type: 'reverse'; readonly nth: number; readonly points?: Amounts }
  | { readonly type: 'take'; readonly points: Amounts }
  | { readonly type: 'hold'; readonly points: Amounts; readonly lasts: number }
  | { readonly type: 'capture'; readonly nth: number; readonly points?: Amounts }
  | { readonly type: 'release'; readonly nth: number }
  | { readonly type: 'redeem'; readonly reward: string }
  | { readonly type: 'use'; readonly nth: number }
  | { readonly type: 'spend' | 'give' | 'adjust'; readonly points: Amounts }
  | { readonly type: 'convert'; readonly conversion: string; readonly amount: number }
  | { readonly type: 'freeze' | 'thaw'; readonly currency?: string }
  | { readonly type: 'due' }
  | { readonly type: 'again'; readonly nth: number }

export interface Operation {
  /** Milliseconds since the one before. */
  readonly wait: number
  /** Which of the two members. */
  readonly who: 0 | 1
  readonly act: Act
}

export interface Play {
  readonly rules: Rules
  readonly operations: readonly Operation[]
}

const hour = 3_600_000
const day = 24 * hour

/** Shortly before the clocks go forward. */
export const start = Date.UTC(2026, 2, 26, 21)

const upTo = (most: number) =>
  fc.oneof(
    { weight: 50, arbitrary: fc.integer({ min: 1, max: most }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -5, 1.5, 2 ** 53) },
  )
const currency = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom('bonus', 'bonus', 'bonus', 'miles', 'coins') },
  { weight: 1, arbitrary: fc.constantFrom('respect', 'gold') },
)
const pointsUpTo = (most: number): fc.Arbitrary<Amounts> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(currency, upTo(most)).map(([name, n]) => ({ [name]: n })) },
    { weight: 2, arbitrary: fc.record({ bonus: upTo(most), miles: upTo(most) }) },
  )
const [few, many] = [pointsUpTo(12), pointsUpTo(60)]
/** All of it, or a part. */
const part = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: pointsUpTo(8).map((points) => ({ points })) },
)
const nth = fc.oneof(fc.constant(0), fc.nat(7))
const lasts = fc.oneof(fc.integer({ min: 1, max: 3 * day }), fc.integer({ min: day, max: 40 * day }))

const acts: { readonly [T in Act['type']]?: readonly [weight: number, act: fc.Arbitrary<Act>] } = {
  award: [
    7,
    fc.record({
      type: fc.constant('award'),
      points: many,
      after: fc.constantFrom(0, 0, 0, 5 * hour, 3 * day, 20 * day),
    }),
  ],
  earn: [4, fc.record({ type: fc.constant('earn'), amount: fc.integer({ min: 0, max: 2_500 }) })],
  reverse: [6, fc.tuple(nth, part).map(([of, more]) => ({ type: 'reverse', nth: of, ...more }))],
  take: [2, fc.record({ type: fc.constant('take'), points: few })],
  hold: [6, fc.record({ type: fc.constant('hold'), points: fc.oneof(few, many), lasts })],
  capture: [4, fc.tuple(nth, part).map(([of, more]) => ({ type: 'capture', nth: of, ...more }))],
  release: [2, fc.record({ type: fc.constant('release'), nth })],
  redeem: [5, fc.record({ type: fc.constant('redeem'), reward: fc.constantFrom(...Object.keys(club.rewards)) })],
  use: [2, fc.record({ type: fc.constant('use'), nth })],
  spend: [4, fc.record({ type: fc.constant('spend'), points: few })],
  give: [3, fc.record({ type: fc.constant('give'), points: few })],
  adjust: [
    2,
    fc.record({
      type: fc.constant('adjust'),
      points: fc.dictionary(currency, fc.integer({ min: -9, max: 15 }), { maxKeys: 2 }),
    }),
  ],
  convert: [
    4,
    fc.record({
      type: fc.constant('convert'),
      conversion: fc.constantFrom('toMiles', 'toCoins'),
      amount: upTo(30),
    }),
  ],
  freeze: [
    1,
    fc
      .tuple(fc.constantFrom('freeze', 'thaw', 'thaw'), fc.option(currency))
      .map(([type, one]) => (one === null ? { type } : { type, currency: one })),
  ],
  due: [4, fc.constant({ type: 'due' })],
  again: [2, fc.record({ type: fc.constant('again'), nth })],
}

const wait = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(0, 1) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 * hour }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 4 * day }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 * day }) },
)

const who = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0 as const) },
  { weight: 1, arbitrary: fc.constant(1 as const) },
)

/** Each play draws from some of the acts alone, so that those meet often. */
const operations = (maxLength: number, types: readonly Act['type'][]): fc.Arbitrary<Operation[]> =>
  fc.subarray([...types], { minLength: 5 }).chain((some) => {
    const own = some.flatMap((type) => {
      const [weight = 0, arbitrary] = acts[type] ?? []
      return arbitrary ? [{ weight, arbitrary }] : []
    })
    return fc.array(fc.record({ wait, who, act: fc.oneof(...own) }), { minLength: 1, maxLength, size: 'max' })
  })

const rules: fc.Arbitrary<Rules> = fc.record({
  returns: fc.constantFrom('refuse', 'pending', 'balance', 'debt'),
  floor: fc.constantFrom(undefined, 0, 15),
})

/** Something to begin with, or most of what follows would be refused. */
const opening: fc.Arbitrary<Operation> = fc
  .record({ bonus: fc.integer({ min: 20, max: 120 }), miles: fc.integer({ min: 5, max: 60 }) })
  .map((points) => ({ wait: 0, who: 0, act: { type: 'award', points, after: 0 } }))

export const plays = ({
  maxLength = 40,
  of = Object.keys(acts) as Act['type'][],
}: {
  readonly maxLength?: number
  readonly of?: readonly Act['type'][]
} = {}): fc.Arbitrary<Play> =>
  fc
    .tuple(rules, opening, operations(maxLength, of))
    .map(([drawn, first, others]) => ({ rules: drawn, operations: [first, ...others] }))

/** So many awards in one day that those of one day share a lot, and what then becomes of them. */
export const crowded = (maxLength: number): fc.Arbitrary<Play> =>
  plays({
    maxLength,
    of: ['award', 'take', 'hold', 'capture', 'release', 'redeem', 'spend', 'give', 'convert', 'due'],
  }).map(({ rules: drawn, operations: all }) => ({ rules: drawn, operations: [...crowd, ...all] }))

const crowd: readonly Operation[] = Array.from({ length: 210 }, (_, n) => ({
  wait: n % 2,
  who: 0,
  act: { type: 'award', points: { bonus: 1 + (n % 3) }, after: n % 7 === 0 ? 5 * hour : 0 },
}))
