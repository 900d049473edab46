import type { Plan, PlannedAsk, PlannedOffer } from '../../program/plan.js'
import { sensitivityOf } from '../../program/sensitivity.js'
import { isOnDevice, weightOf } from './weights.js'

/** What an offer asks, as pairs by index, those of one field on one side next to each other. */
export interface AskedPairs {
  /** With each group of its alternatives; one list where it has none. */
  readonly all: readonly Int32Array[]
  /** Without what is optional, and without invitations. */
  readonly required: readonly Int32Array[]
  /** Of each group of alternatives, what it needs. */
  readonly groups: readonly Int32Array[]
}

/** The constants of a program's burdens, by index: made once, so that an offer is weighed without a search. */
export interface Scale {
  /** Per pair, `field × purposes + purpose`. */
  readonly weight: Float64Array
  /** Per purpose: 1 where its data stays on the device. */
  readonly device: Uint8Array
  /** Per field, of whoever is in no segment that minds more. */
  readonly sensitivity: Float64Array
  /** Per offer, by rank. */
  readonly asked: readonly AskedPairs[]
}

const made = new WeakMap<Plan, Scale>()

export function scaleOf(plan: Plan): Scale {
  const known = made.get(plan)
  if (known) return known
  const scale = scaled(plan)
  made.set(plan, scale)
  return scale
}

function scaled(plan: Plan): Scale {
  const { program, fields, purposes } = plan
  const weight = new Float64Array(fields.length * purposes.length)
  for (const [i, field] of fields.entries())
    for (const [j, purpose] of purposes.entries())
      weight[i * purposes.length + j] = weightOf(program, { field, purpose })
  return {
    weight,
    device: Uint8Array.from(purposes, (purpose) => (isOnDevice(program.purposes[purpose]) ? 1 : 0)),
    sensitivity: Float64Array.from(fields, (field) => {
      const own = program.fields[field]
      return own ? sensitivityOf(own).value : 0
    }),
    asked: plan.offers.map((planned) => askedPairs(plan, planned)),
  }
}

function askedPairs(plan: Plan, planned: PlannedOffer): AskedPairs {
  const { offer, asks, alternatives, uses, observes, boxes } = planned
  const own = [...uses, ...observes].map((field) => ({ field, purpose: offer.for }))
  const groups = alternatives.length > 0 ? alternatives : [[]]
  return {
    all: groups.map((group) => pairsByField(plan, [...asks, ...group, ...own, ...boxes])),
    required: groups.map((group) => pairsByField(plan, [...[...asks, ...group].filter(isRequired), ...own])),
    groups: alternatives.map((group) => pairsByField(plan, group.filter(isRequired))),
  }
}

const isRequired = ({ optional }: PlannedAsk): boolean => !optional

/** Pairs by index, each once, by field and within it by side: what `added` goes through in one pass. */
export function pairsByField(
  plan: Plan,
  pairs: readonly { readonly field: string; readonly purpose: string }[],
): Int32Array {
  const purposes = plan.purposes.length
  const side = (pair: number) => (isOnDevice(plan.program.purposes[plan.purposes[pair % purposes] as string]) ? 1 : 0)
  const field = (pair: number) => Math.floor(pair / purposes)
  const known = new Set<number>()
  for (const one of pairs) {
    const index = plan.fieldIndex[one.field]
    const under = plan.purposeIndex[one.purpose]
    if (index !== undefined && under !== undefined) known.add(index * purposes + under)
  }
  return Int32Array.from([...known].sort((a, b) => field(a) - field(b) || side(a) - side(b) || a - b))
}
