import type { Pair } from '../../program/pair.js'
import type { Plan, PlannedOffer } from '../../program/plan.js'
import type { Ground, Subject } from '../../subject/subject.js'
import { type AskedPairs, scaleOf } from './scale.js'
import { togetherness, weights } from './weights.js'

/** What somebody has given already: the uses that count, summed up by field. */
export interface Held {
  /** Per pair: 1 where it counts. */
  readonly pairs: Uint8Array
  /** Per field, then per field once more for what stays on the device: its heaviest use, */
  readonly most: Float64Array
  /** and all of them together. */
  readonly sum: Float64Array
  /** Per field: how much they mind. */
  readonly sensitivity: Float64Array
  /** How many fields the server has. */
  readonly fields: number
  /** The server's fields, each for itself: sensitivity × uses. */
  readonly total: number
  /** The device's likewise. */
  readonly onDevice: number
}

/** So long what has run out still counts: who asks again within a year has not forgotten. */
const year = 365 * 86_400_000

/** Whether a use counts: in force, waiting to be confirmed, or run out within a year. What was withdrawn does not. */
export function counts({ status, since, until, confirmBy }: Ground, now: number): boolean {
  if (status === 'expired') return now - since < year
  if (status !== 'granted') return false
  return (until === undefined || now - until < year) && (confirmBy === undefined || now - confirmBy < year)
}

/**
 * What these folds of one person have given by `now`.
 *
 * @param minds per field how much they mind, where it is more than others do (`heldIn`)
 */
export function heldBy(plan: Plan, folds: Folds, now: number, minds?: Float64Array): Held {
  const { sensitivity } = scaleOf(plan)
  const uses = emptyUses(plan)
  countAll(plan, uses, folds, now)
  return { ...uses, sensitivity: minds ?? sensitivity, ...sumOf(plan, uses, minds ?? sensitivity) }
}

type Folds = readonly (Pick<Subject, 'grounds'> | undefined)[]
type Uses = Pick<Held, 'pairs' | 'most' | 'sum'>

const emptyUses = ({ fields, purposes }: Plan): Uses => ({
  pairs: new Uint8Array(fields.length * purposes.length),
  most: new Float64Array(fields.length * 2),
  sum: new Float64Array(fields.length * 2),
})

function countAll(plan: Plan, uses: Uses, folds: Folds, now: number): void {
  for (const fold of folds)
    for (const purpose in fold?.grounds) {
      const byField = fold.grounds[purpose]
      for (const field in byField) if (counts(byField[field] as Ground, now)) count(plan, uses, field, purpose)
    }
}

/** Each use once, whatever fold it stands in. */
function count(plan: Plan, { pairs, most, sum }: Uses, name: string, purpose: string): void {
  const field = plan.fieldIndex[name]
  const under = plan.purposeIndex[purpose]
  if (field === undefined || under === undefined) return
  const pair = field * plan.purposes.length + under
  if (pairs[pair] === 1) return
  pairs[pair] = 1
  const scale = scaleOf(plan)
  const slot = field + (scale.device[under] as number) * plan.fields.length
  const weight = scale.weight[pair] as number
  sum[slot] = (sum[slot] as number) + weight
  if (weight > (most[slot] as number)) most[slot] = weight
}

/** How many fields the server has, and what they come to; the device's apart. */
function sumOf({ fields }: Plan, { most, sum }: Uses, sensitivity: Float64Array): Sums {
  let total = 0
  let onDevice = 0
  let count = 0
  for (let field = 0; field < fields.length; field++) {
    const minds = sensitivity[field] as number
    const there = most[field] as number
    const here = most[field + fields.length] as number
    if (there > 0) {
      count++
      total += minds * usesOf(there, sum[field] as number)
    }
    if (here > 0) onDevice += minds * usesOf(here, sum[field + fields.length] as number)
  }
  return { fields: count, total, onDevice }
}

type Sums = Pick<Held, 'fields' | 'total' | 'onDevice'>

const whole = ({ fields, total, onDevice }: Sums): number => total * togetherness(fields) + onDevice

const rooms = new WeakMap<Plan, Uses>()

/**
 * By how much what was granted adds to what was given before, as `added` has it: of any pairs, each looked at once. An
 * acceptance waits for it, so that it works in one room that is cleared each time.
 */
export function gained(
  plan: Plan,
  before: Pick<Subject, 'grounds'>,
  granted: readonly Pair[],
  now: number,
  sensitivity = scaleOf(plan).sensitivity,
): number {
  const uses = rooms.get(plan) ?? emptyUses(plan)
  rooms.set(plan, uses)
  uses.pairs.fill(0)
  uses.most.fill(0)
  uses.sum.fill(0)
  countAll(plan, uses, [before], now)
  const earlier = whole(sumOf(plan, uses, sensitivity))
  for (const { field, purpose } of granted) count(plan, uses, field, purpose)
  return whole(sumOf(plan, uses, sensitivity)) - earlier
}

/** A field's uses together: the heaviest, and of each other one a part. */
const usesOf = (most: number, sum: number): number => most + weights.furtherUse * (sum - most)

/**
 * By how much these pairs add to what was given already: the burden of both together, less that of what was there. So
 * it comes to the same whether one asks at once or bit by bit.
 *
 * @param pairs by index, as `pairsByField` has them
 */
export function added(plan: Plan, held: Held, pairs: Int32Array): number {
  const { weight, device } = scaleOf(plan)
  const purposes = plan.purposes.length
  let { total, fields } = held
  let onDevice = 0
  for (let i = 0; i < pairs.length; ) {
    const field = Math.floor((pairs[i] as number) / purposes)
    const side = device[(pairs[i] as number) % purposes] as number
    const slot = field + side * plan.fields.length
    let most = held.most[slot] as number
    let sum = held.sum[slot] as number
    const before = usesOf(most, sum)
    for (; i < pairs.length; i++) {
      const pair = pairs[i] as number
      if (Math.floor(pair / purposes) !== field || device[pair % purposes] !== side) break
      if (held.pairs[pair] === 1) continue
      sum += weight[pair] as number
      if ((weight[pair] as number) > most) most = weight[pair] as number
    }
    const more = (held.sensitivity[field] as number) * (usesOf(most, sum) - before)
    if (side === 1) onDevice += more
    else {
      total += more
      if (before === 0 && most > 0) fields++
    }
  }
  return total * togetherness(fields) - held.total * togetherness(held.fields) + onDevice
}

/**
 * What an offer asks of somebody, in units of sensitivity: of alternatives the one that was given already, else the
 * heaviest.
 *
 * @param part `required`: without what may be left out
 */
export function burdenOf(plan: Plan, held: Held, { rank }: PlannedOffer, part: 'all' | 'required' = 'all'): number {
  const asked = scaleOf(plan).asked[rank] as AskedPairs
  let heaviest = 0
  for (let i = 0; i < asked[part].length; i++) {
    const burden = added(plan, held, asked[part][i] as Int32Array)
    const group = asked.groups[i]
    if (group && isGiven(held, group)) return burden
    if (burden > heaviest) heaviest = burden
  }
  return heaviest
}

function isGiven({ pairs }: Held, group: Int32Array): boolean {
  for (let i = 0; i < group.length; i++) if (pairs[group[i] as number] === 0) return false
  return true
}

const nothing = new WeakMap<Plan, Held>()

/** Of whom nothing is known. */
export function nothingHeld(plan: Plan): Held {
  const known = nothing.get(plan)
  if (known) return known
  const held = heldBy(plan, [], 0)
  nothing.set(plan, held)
  return held
}
