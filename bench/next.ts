import {
  compile,
  type Definition,
  defineProgram,
  type Event,
  evolve,
  look,
  nextOffer,
  nobody,
  onServer,
  type Program,
  preference,
} from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import * as z from 'zod/mini'
import { compare, type Row } from './compare.js'

const now = Date.UTC(2026, 0, 1)
const calls = 500
/** Microseconds that one proposal may take. */
const budget = 100

const named = <Value>(count: number, letter: string, make: (index: number) => Value): { [name: string]: Value } =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, make(index)]))

/** A thousand offers over two hundred fields; each asks four, and the last alone asks what is known throughout. */
function large(): Program {
  const definition: Partial<Definition> = {
    id: 'large',
    version: 1,
    controller: {
      name: 'Large AG',
      address: 'Street 1, 8000 Zürich',
      contact: 'privacy@large.example',
      jurisdiction: 'CH',
      policyUrl: 'https://large.example/privacy',
    },
    fields: named(200, 'f', (index) => preference(z.string(), { label: `Field ${index}` })),
    purposes: { service: { label: 'Give the service', basis: 'contract' } },
    touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
    currencies: {},
    offers: named(1000, 'o', (index) => ({
      principle: 'exchange' as const,
      for: 'service',
      asks: Object.fromEntries(
        (index === 999 ? [0, 2, 4, 6] : [0, 1, 2, 3].map((nth) => ((index * 7 + nth * 31) % 199) | 1)).map((field) => [
          `f${field}`,
          'To serve you',
        ]),
      ),
      gives: { benefit: 'service' as const, says: `Service ${index}` },
    })),
  }
  return defineProgram(definition as never) as Program
}

/** Every other field is known. */
function events(): readonly Event[] {
  const source = { provenance: 'declared', touchpoint: 'web', givenAt: now } as const
  return Array.from({ length: 100 }, (_, index) => `f${index * 2}`).flatMap((field): Event[] => [
    { type: 'learned', field, value: 'x', at: now, source },
    { type: 'granted', purpose: 'service', field, basis: 'contract', offer: 'o0', at: now, command: 'c' },
  ])
}

/** Microseconds a call. */
function timed(propose: () => string | undefined, expected: string): number {
  const from = performance.now()
  for (let call = 0; call < calls; call++) {
    const proposed = propose()
    if (proposed !== expected) throw new Error(`${proposed} was proposed, not ${expected}`)
  }
  return ((performance.now() - from) / calls) * 1000
}

/** What to propose, of a thousand offers. */
export async function next(): Promise<readonly Row[]> {
  const program = large()
  const plan = compile(program, { authority: onServer, hash: String })
  const view = look(plan, events().reduce(evolve, nobody), undefined, now)
  const client = createClient({ program, touchpoint: 'web', storage: memory() })
  await client.ready
  const first = 'o0'
  const most = { unit: 'µs', reference: budget, goal: 1, runs: 7 }
  return [
    await compare(
      {
        ...most,
        name: 'nextOffer() over 1,000 offers',
        ours: () => timed(() => nextOffer(plan, view, { touchpoint: 'web', now })?.id, 'o999'),
      },
      2,
    ),
    await compare(
      { ...most, name: 'client.next() over 1,000 offers', ours: () => timed(() => client.next()?.id, first) },
      2,
    ),
  ]
}
