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
  /** The server's fields apart from one another: sensitivity × uses. */
  readonly total: number
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
 * @param minds per field how much they mind, where it is more than others do (`sensitivitiesFor`)
 */
export function heldBy(
  plan: Plan,
  folds: readonly (Pick<Subject, 'grounds'> | undefined)[],
  now: number,
  minds?: Float64Array,
): Held {
  const scale = scaleOf(plan)
  const { fields, purposes } = plan
  const pairs = new Uint8Array(scale.weight.length)
  const most = new Float64Array(fields.length * 2)
  const sum = new Float64Array(fields.length * 2)
  for (const fold of folds)
    for (const purpose in fold?.grounds) {
      const under = plan.purposeIndex[purpose]
      if (under === undefined) continue
      const byField = fold.grounds[purpose]
      const side = scale.device[under] === 1 ? fields.length : 0
      for (const name in byField) {
        const field = plan.fieldIndex[name]
        if (field === undefined || !counts(byField[name] as Ground, now)) continue
        const pair = field * purposes.length + under
        if (pairs[pair] === 1) continue
        pairs[pair] = 1
        const weight = scale.weight[pair] as number
        const slot = field + side
        sum[slot] = (sum[slot] as number) + weight
        if (weight > (most[slot] as number)) most[slot] = weight
      }
    }
  const sensitivity = minds ?? scale.sensitivity
  let total = 0
  let count = 0
  for (let field = 0; field < fields.length; field++) {
    if (most[field] === 0) continue
    count++
    total += (sensitivity[field] as number) * usesOf(most[field] as number, sum[field] as number)
  }
  return { pairs, most, sum, sensitivity, fields: count, total }
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
