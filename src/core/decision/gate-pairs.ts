import type { Pair } from '../program/pair.js'
import type { Plan } from '../program/plan.js'
import type { View } from './view.js'

/** The fields that a gate reads now, and for what: those of its needs that may be used. */
export function gatePairs(plan: Plan, view: View, gate: string, now: number): readonly Pair[] {
  const planned = plan.gate[gate]
  if (!planned) return []
  const { fields, purposes } = plan
  return [planned, ...planned.anyOf]
    .flatMap(({ grounds }) => [...grounds])
    .filter((pair) => (view.ground[pair] as number) > now)
    .map((pair) => ({
      field: fields[Math.floor(pair / purposes.length)] as string,
      purpose: purposes[pair % purposes.length] as string,
    }))
}
