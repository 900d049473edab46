import {
  compile,
  type Definition,
  defineProgram,
  type Event,
  evolve,
  identifier,
  look,
  nextOffer,
  nobody,
  onServer,
  type Program,
  personal,
  preference,
  type Subject,
} from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import * as z from 'zod/mini'
import { compare, type Row } from './compare.js'
import { controller } from './controller.js'

const now = Date.UTC(2026, 5, 1, 10)
const day = 86_400_000
const calls = 500
/** Microseconds that one proposal may take. */
const budget = 100
const here = { touchpoint: 'web', now, situation: { place: 'p1', position: { latitude: 47, longitude: 8 } } }

const named = <Value>(count: number, letter: string, make: (index: number) => Value): { [name: string]: Value } =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, make(index)]))

/**
 * A thousand offers over two hundred fields, each with all that bears on when and to whom it is made. Three of four would
 * go first, if it were their day, their place or their time of the year; the last alone asks what is known throughout.
 */
function large(): Program {
  const definition: Partial<Definition> = {
    id: 'large',
    version: 1,
    money: 'CHF',
    controller,
    contact: {
      displays: { session: 50, day: 100, week: 250 },
      perOffer: { day: 3, week: 10 },
      channels: { shop: { displays: { day: 90 } } },
      quiet: { from: '21:00', until: '08:00' },
      afterSilence: 'PT1H',
    },
    goals: named(20, 'g', (index) => ({ label: `Goal ${index}` })),
    segments: named(20, 's', (index) => ({
      label: `Segment ${index}`,
      for: 'service',
      where: { [`f${index * 2}`]: index % 2 === 0 ? 'x' : 'y' },
      sensitivity: { [`f${index}`]: 0.5 },
    })),
    moments: named(8, 'm', (index) => ({
      label: `Moment ${index}`,
      kind: 'anniversary',
      field: `f${192 + index}`,
      for: 'service',
      yearly: true,
      opens: 'P3D',
      closes: 'P7D',
    })),
    places: {
      p0: { label: 'Shelf' },
      p1: { label: 'Table' },
      ...named(20, 'around', (index) => ({
        label: 'Car park',
        around: { latitude: 47 + index / 100, longitude: 9, metres: 300 },
      })),
    },
    fields: {
      ...named(192, 'f', (index) => preference(z.string(), { label: `Field ${index}`, freshFor: 'P1Y' })),
      ...Object.fromEntries(
        Array.from({ length: 8 }, (_, index) => [`f${192 + index}`, personal(z.string(), { label: 'A date' })]),
      ),
      email: identifier(z.email(), { label: 'E-mail' }),
    },
    purposes: {
      service: { label: 'Give the service', basis: 'contract' },
      news: { label: 'News', basis: 'consent', channel: 'email' },
    },
    touchpoints: { web: { label: 'Web shop', channel: 'shop' }, till: { label: 'Till', channel: 'store' } },
    currencies: {},
    offers: named(1000, 'o', (index) => {
      const asked = index === 999 ? [0, 2, 4, 6] : [0, 1, 2, 3].map((nth) => ((index * 7 + nth * 31) % 191) | 1)
      return {
        principle: 'exchange' as const,
        for: 'service',
        at: ['web', 'till'],
        goal: `g${index % 20}`,
        interest: (index % 10) / 10,
        displays: { day: 2 },
        asks: Object.fromEntries(asked.map((field) => [`f${field}`, 'To serve you'])),
        invites: { news: ['email'] },
        gives: { benefit: 'service' as const, says: `Service ${index}`, worth: index % 4 === 3 ? 20 : 40 },
        ...[
          { moment: `m${index % 8}` },
          { near: ['p0', `around${index % 20}`] },
          { during: { from: '2026-07-01', until: '2026-08-01' } },
          { suits: [`s${index === 999 ? 0 : index % 20}`] },
        ][index % 4],
      }
    }),
  }
  return defineProgram(definition as never) as Program
}

/** Every other field is known, and a hundred offers were shown, declined or accepted before. */
function known(): Subject {
  const source = { provenance: 'declared', touchpoint: 'web', givenAt: now - day } as const
  const fields = [
    ...Array.from({ length: 96 }, (_, index) => index * 2),
    ...Array.from({ length: 8 }, (_, n) => 192 + n),
  ]
  const events = fields.flatMap((index): Event[] => [
    { type: 'learned', field: `f${index}`, value: index < 192 ? 'x' : '2010-01-01', at: now - day, source },
    { type: 'granted', purpose: 'service', field: `f${index}`, basis: 'contract', offer: 'o0', at: now, command: 'c' },
  ])
  const past = Array.from({ length: 100 }, (_, index): Event => {
    const about = { offer: `o${index * 7}`, at: now - 2 * day - index * 3_600_000 }
    return index % 4 === 0 ? { type: 'declined', ...about } : { type: 'shown', ...about, channel: 'shop' }
  })
  return [...events, ...past].reduce(evolve, nobody)
}

/** Microseconds a call. */
function timed(propose: () => string | undefined, expected: string | undefined, times = calls): number {
  const from = performance.now()
  for (let call = 0; call < times; call++) {
    const proposed = propose()
    if (proposed !== expected) throw new Error(`${proposed} was proposed, not ${expected}`)
  }
  return ((performance.now() - from) / times) * 1000
}

/** What to propose, of a thousand offers. */
export async function next(): Promise<readonly Row[]> {
  const program = large()
  const plan = compile(program, { authority: onServer, hash: String })
  const subject = known()
  const view = look(plan, subject, undefined, now)
  const fresh = () => nextOffer(plan, look(plan, subject, undefined, now), { ...here })?.id
  const client = createClient({ program, touchpoint: 'web', storage: memory(), clock: () => now })
  await client.ready
  const first = client.next(here.situation)?.id
  const most = { unit: 'µs', reference: budget, goal: 1, runs: 7 }
  return [
    await compare(
      {
        ...most,
        name: 'nextOffer() over 1,000 offers, all filters',
        ours: () => timed(() => nextOffer(plan, view, { ...here })?.id, 'o999'),
      },
      2,
    ),
    await compare(
      {
        ...most,
        name: 'client.next() over 1,000 offers, all filters',
        ours: () => timed(() => client.next(here.situation)?.id, first),
      },
      2,
    ),
    await compare(
      {
        ...{ name: 'look() and nextOffer(), as after each change', unit: 'µs', reference: 4000, goal: 1, runs: 7 },
        ours: () => timed(fresh, 'o999', 50),
      },
      2,
    ),
  ]
}
