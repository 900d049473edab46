import {
  compile,
  type Definition,
  defineProgram,
  explainGate,
  identifier,
  look,
  nobody,
  onServer,
  type Program,
  personal,
  preference,
} from 'evenhanded'
import * as z from 'zod/mini'
import { compare, type Row } from './compare.js'
import { controller } from './controller.js'

const now = Date.UTC(2026, 5, 1, 10)
const calls = 20
/** Milliseconds that one explanation may take. */
const budget = 10
const needs = 12

const named = <Value>(count: number, letter: string, make: (index: number) => Value): { [name: string]: Value } =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, make(index)]))

/** The same numbers each time: from 0 to below `most`. */
function dice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
}

/**
 * Two hundred offers, each of which brings one to three of the twelve fields that a gate needs and asks one to four of
 * forty-eight others, for two purposes: thousands of covers that cost nearly the same.
 */
function crossed(seed: number): Program {
  const draw = dice(seed)
  const many = (count: number, letter: string, of: number) =>
    Array.from({ length: count }, () => [`${letter}${draw(of)}`, 'To serve you'])
  const kinds = [personal, identifier, preference]
  const field = (index: number) => (kinds[index % 3] as typeof personal)(z.string(), { label: `Field ${index}` })
  const definition: Partial<Definition> = {
    id: 'crossed',
    version: 1,
    money: 'CHF',
    controller,
    fields: { ...named(needs, 'n', field), ...named(48, 'f', field) },
    purposes: {
      club: { label: 'Keep your account', basis: 'contract' },
      order: { label: 'Deliver', basis: 'contract', retainFor: 'P90D' },
    },
    touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
    currencies: {},
    offers: named(200, 'o', (index) => ({
      principle: 'exchange' as const,
      for: 'club',
      asks: Object.fromEntries([
        ...many(1 + draw(3), 'n', needs),
        ...many(1 + draw(4), 'f', 48).map(([name, because]) => [name, draw(2) ? because : { because, for: 'order' }]),
      ]),
      gives: { benefit: 'service' as const, says: `Service ${index}` },
    })),
    gates: { all: { label: 'Everything', needs: named(needs, 'n', () => 'club') } },
  }
  return defineProgram(definition as never) as Program
}

/** Milliseconds a call; the path is checked, and that it is the cheapest. */
function timed(seed: number): () => number {
  const plan = compile(crossed(seed), { authority: onServer, hash: String })
  const view = look(plan, nobody, undefined, now)
  return () => {
    const from = performance.now()
    for (let call = 0; call < calls; call++) {
      const { path, exact, costs } = explainGate(plan, view, 'all', { now, touchpoint: 'web' })
      if (!exact || path === null || costs === null) throw new Error('The cheapest path was not found')
    }
    return (performance.now() - from) / calls
  }
}

/** What opens a gate with twelve needs, of two hundred offers; the hardest of five such programs. */
export async function explain(): Promise<readonly Row[]> {
  const rows = await Promise.all(
    [1, 2, 3, 4, 5].map((seed) =>
      compare(
        { name: 'explain(), 200 offers, 12 needs', unit: 'ms', reference: budget, goal: 1, ours: timed(seed), runs: 5 },
        2,
      ),
    ),
  )
  return [rows.reduce((worst, row) => (row.ours > worst.ours ? row : worst))]
}
