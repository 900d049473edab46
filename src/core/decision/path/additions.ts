import type { Pair } from '../../program/pair.js'
import type { Plan } from '../../program/plan.js'
import { added, type Held } from '../fairness/burden.js'
import { pairsByField, scaleOf } from '../fairness/scale.js'
import { togetherness, weights } from '../fairness/weights.js'
import { withAll } from './bits.js'
import type { Way } from './ways.js'

/**
 * What ways add to what somebody has given, as sets by number, and what such sets cost. A number for each use of a
 * field, then one for each field: that it is used at all.
 */
export interface Additions {
  /** What is given on every path: what the gate needs. */
  readonly given: Uint32Array
  /** The same with these. */
  with(pairs: readonly Pair[]): Uint32Array
  indicesOf(pairs: readonly Pair[]): Int32Array
  /** The added burden of a set. */
  cost(set: Uint32Array): number
  /** Per addition: what it adds to any set that holds `given`, at the least. */
  readonly least: Float64Array
}

/** @param held what they have given already: it adds nothing */
export function additionsOf(plan: Plan, held: Held, needs: readonly Pair[], ways: readonly Way[]): Additions {
  const purposes = plan.purposes.length
  const all = pairsByField(plan, [...needs, ...ways.flatMap(({ pairs }) => pairs)]).filter(
    (pair) => held.pairs[pair] !== 1,
  )
  const place = new Map(Array.from(all, (pair, at) => [pair, at]))
  const slots = [...new Set(Array.from(all, (pair) => slotOf(plan, pair)))]
  const first = new Map(slots.map((slot, at) => [slot, all.length + at]))
  const indicesOf = (pairs: readonly Pair[]): Int32Array => {
    const found = new Set<number>()
    for (const { field, purpose } of pairs) {
      const pair = (plan.fieldIndex[field] as number) * purposes + (plan.purposeIndex[purpose] as number)
      const at = place.get(pair)
      if (at !== undefined) found.add(at).add(first.get(slotOf(plan, pair)) as number)
    }
    return Int32Array.from(found).sort()
  }
  const given = withAll(new Uint32Array(((all.length + slots.length) >> 5) + 1), indicesOf(needs))
  const buffer = new Int32Array(all.length)
  return {
    given,
    with: (pairs) => withAll(given, indicesOf(pairs)),
    indicesOf,
    cost(set) {
      let count = 0
      for (let word = 0; word < set.length; word++)
        for (let rest = set[word] as number; rest !== 0; rest &= rest - 1)
          if ((word << 5) + 31 - Math.clz32(rest & -rest) < all.length)
            buffer[count++] = all[(word << 5) + 31 - Math.clz32(rest & -rest)] as number
      return added(plan, held, buffer.subarray(0, count))
    },
    least: leastOf(plan, held, needs, all, slots),
  }
}

/** A field on its side: what is on the device is added up apart. */
const slotOf = ({ fields, purposes, program }: Plan, pair: number): number =>
  Math.floor(pair / purposes.length) +
  (program.purposes[purposes[pair % purposes.length] as string]?.on === 'device' ? fields.length : 0)

/**
 * Each use counts at least as a further one of its field, and the first of a field by as much again as its lightest use
 * would; what is on the server already makes each of them heavier.
 */
function leastOf(
  plan: Plan,
  held: Held,
  needs: readonly Pair[],
  all: Int32Array,
  slots: readonly number[],
): Float64Array {
  const { weight } = scaleOf(plan)
  const isNew = (slot: number) => held.most[slot] === 0
  const needed = new Set(Array.from(pairsByField(plan, needs), (pair) => slotOf(plan, pair)).filter(isNew))
  const onServer = [...needed].filter((slot) => slot < plan.fields.length)
  const factor = togetherness(held.fields + onServer.length)
  const perUnit = (slot: number) =>
    (held.sensitivity[slot % plan.fields.length] as number) * (slot < plan.fields.length ? factor : 1)
  const further = Array.from(all, (pair) => (weight[pair] as number) * weights.furtherUse * perUnit(slotOf(plan, pair)))
  const lightest = new Map<number, number>()
  for (const pair of all) {
    const slot = slotOf(plan, pair)
    lightest.set(slot, Math.min(lightest.get(slot) ?? Number.POSITIVE_INFINITY, weight[pair] as number))
  }
  const opening = slots.map((slot) =>
    isNew(slot) ? (lightest.get(slot) as number) * (1 - weights.furtherUse) * perUnit(slot) : 0,
  )
  return Float64Array.from([...further, ...opening])
}
