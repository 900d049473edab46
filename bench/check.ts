import {
  type Definition,
  defineProgram,
  identifier,
  type Program,
  personal,
  preference,
  reviewProgram,
} from 'evenhanded'
import * as z from 'zod/mini'
import { compare, type Row } from './compare.js'
import { controller } from './controller.js'

const now = Date.UTC(2026, 0, 1)
/** Milliseconds that a check may take. */
const budget = 1000
const fields = 200

const named = <Value>(count: number, letter: string, make: (index: number) => Value): { [name: string]: Value } =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, make(index)]))

const kinds = [preference, personal, identifier]

/**
 * A thousand offers over two hundred fields, twenty purposes and as many gates, conditions and segments: each offer asks
 * four fields, one of them optionally and one where another has a value, and a part of them hangs on what others ask.
 */
function large(): Program {
  const purpose = (index: number): string => `p${index % 10}`
  const definition: Partial<Definition> = {
    id: 'large',
    version: 1,
    money: 'CHF',
    markets: ['CH'],
    controller,
    goals: named(10, 'goal', (index) => ({ label: `Goal ${index}` })),
    fields: named(fields, 'f', (index) =>
      (kinds[index % 3] as typeof preference)(z.enum(['a', 'b', 'c']), {
        label: `Field ${index}`,
        input: { options: { a: 'A', b: 'B', c: 'C' } },
      }),
    ),
    purposes: {
      ...named(10, 'p', (index) => ({
        label: `Service ${index}`,
        basis: 'contract',
        retainFor: 'P1Y',
        retainFrom: 'given',
      })),
      ...named(10, 'c', (index) => ({
        label: `Consent ${index}`,
        basis: 'consent',
        validFor: 'P2Y',
        channel: 'email',
      })),
    },
    touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
    currencies: {},
    segments: named(20, 's', (index) => ({
      label: `People ${index}`,
      for: purpose(index),
      where: { [`f${index}`]: 'a' },
    })),
    offers: named(1000, 'o', (index) => {
      const field = (nth: number): string => `f${(index * 7 + nth * 31) % fields}`
      return {
        principle: 'exchange',
        for: purpose(index),
        goal: `goal${index % 10}`,
        ...(index % 3 === 0 && index > 0 && { when: { [`f${(index * 11) % fields}`]: 'b' } }),
        asks: {
          [field(0)]: 'To serve you',
          [field(1)]: 'To serve you',
          [field(2)]: { because: 'To serve you', when: { [field(0)]: ['a', 'c'] } },
          [field(3)]: { because: 'To write to you', optional: true, for: `c${index % 10}` },
        },
        gives: { benefit: 'service', says: `Service ${index}`, worth: index % 7 },
      }
    }),
    gates: named(20, 'g', (index) => ({
      label: `Gate ${index}`,
      needs: Object.fromEntries([0, 1, 2].map((nth) => [`f${(index * 13 + nth * 7) % fields}`, purpose(index + nth)])),
    })),
  } as Partial<Definition>
  return defineProgram(definition as never) as Program
}

/** Everything that speaks against a thousand offers. */
export async function check(): Promise<readonly Row[]> {
  const program = large()
  const ours = (): number => {
    const from = performance.now()
    // A copy: nothing of the run before may be known.
    const { fairness, gates, findings } = reviewProgram({ ...program }, { now })
    const took = performance.now() - from
    if (fairness.length !== 1000 || gates.length !== 20) throw new Error('Not every offer and gate was looked at')
    if (!findings.some(({ code }) => code === 'uneven')) throw new Error('Nothing was found, and much is wrong')
    return took
  }
  const row = await compare({ name: 'check of 1,000 offers', unit: 'ms', ours, reference: budget, goal: 1, runs: 5 }, 1)
  return [row]
}
