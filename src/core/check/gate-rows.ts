import { explainGate } from '../decision/explain-gate.js'
import { added, nothingHeld } from '../decision/fairness/burden.js'
import { pairsByField } from '../decision/fairness/scale.js'
import { rateOf } from '../decision/fairness/worth.js'
import { look } from '../decision/view.js'
import type { Gate, Needs } from '../program/gate.js'
import { compile, type Plan } from '../program/plan.js'
import type { Program } from '../program/program.js'
import { nobody } from '../subject/subject.js'
import type { GateRow } from './review.js'
import type { Reviewed } from './reviewed.js'

/** The cheapest way to each gate for somebody of whom nothing is known. */
export function gateRows(reviewed: Reviewed): readonly GateRow[] {
  const { program } = reviewed
  const byOffers = byOffersAlone(reviewed)
  return Object.entries(program.gates).map(([name, gate]) => {
    const whole = pathIn(reviewed, reviewed.plan, name)
    const found = whole.path ? { ...whole, also: [] } : byOffers(name, gate)
    return { gate: name, label: gate.label, significant: gate.effect === 'significant', ...found }
  })
}

type Found = Pick<GateRow, 'path' | 'exact' | 'burden' | 'price' | 'asks' | 'gives'>

function pathIn({ now, program, byOffer }: Reviewed, plan: Plan, gate: string): Found {
  const { path, exact } = explainGate(plan, look(plan, nobody, undefined, now), gate, now)
  const needed = plan.gate[gate]
  const grounds = new Set([needed, ...(needed?.anyOf ?? [])].flatMap((part) => [...(part?.grounds ?? [])]))
  const takings = (path ?? [])
    .flatMap((offer) => byOffer.get(offer) ?? [])
    .filter(({ field, purpose, part }) => {
      const index = (plan.fieldIndex[field] as number) * plan.purposes.length + (plan.purposeIndex[purpose] as number)
      return !['optional', 'invited'].includes(part) || grounds.has(index)
    })
  const burden = added(plan, nothingHeld(plan), pairsByField(plan, takings))
  return {
    path,
    exact,
    burden,
    price: burden * rateOf(program),
    asks: [...new Set(takings.map(({ field }) => program.fields[field]?.label ?? field))],
    gives: (path ?? []).flatMap((offer) => plan.offer[offer]?.gives.map(({ says }) => says) ?? []),
  }
}

/** The same without points and ranks, which no offer may bring: each way of a gate by itself, the cheapest of them. */
function byOffersAlone(reviewed: Reviewed): (name: string, gate: Gate) => Found & Pick<GateRow, 'also'> {
  const { program, plan } = reviewed
  const waysOf = (gate: Gate): readonly Needs[] => gate.anyOf ?? [{}]
  const gates = Object.entries(program.gates).flatMap(([name, gate]) =>
    waysOf(gate).map((way, n): [string, Gate] => [
      `${name}.${n}`,
      {
        label: gate.label,
        ...(gate.needs && { needs: gate.needs }),
        ...(way.needs && { anyOf: [{ needs: way.needs }] }),
      },
    ]),
  )
  const { authority } = plan
  const stripped = compile({ ...program, gates: Object.fromEntries(gates) }, { authority, hash: () => '' })
  return (name, gate) => {
    const ways = waysOf(gate).map((way, n) => ({
      ...pathIn(reviewed, stripped, `${name}.${n}`),
      also: [...alsoNeeded(program, gate), ...alsoNeeded(program, way)],
    }))
    const [cheapest] = ways.sort((a, b) => Number(a.path === null) - Number(b.path === null) || a.burden - b.burden)
    return cheapest as Found & Pick<GateRow, 'also'>
  }
}

/** Points and ranks, in words. */
const alsoNeeded = ({ currencies }: Program, { atLeast = {}, tier = {} }: Needs): readonly string[] => [
  ...Object.entries(atLeast).map(([currency, least]) => `${least} ${currencies[currency]?.label ?? currency}`),
  ...Object.entries(tier).map(([currency, name]) => {
    const steps: readonly { readonly name: string; readonly label: string }[] = currencies[currency]?.tiers?.steps ?? []
    return `${steps.find((step) => step.name === name)?.label ?? name} in ${currencies[currency]?.label ?? currency}`
  }),
]
