import { explainGate } from '../decision/explain-gate.js'
import { rateOf } from '../decision/fairness/worth.js'
import { look } from '../decision/view.js'
import type { Gate, Gates, Needs } from '../program/gate.js'
import { compile, type Plan } from '../program/plan.js'
import type { Program } from '../program/program.js'
import { nobody } from '../subject/subject.js'
import { offersNear } from './nearby.js'
import type { GateRow } from './review.js'
import { partsOf, type Reviewed } from './reviewed.js'

/** The cheapest way to each gate for somebody of whom nothing is known. */
export const gateRows = (reviewed: Reviewed): readonly GateRow[] =>
  Object.entries(reviewed.program.gates).map(([name, gate]) => {
    const { label, effect } = gate
    return { gate: name, label, significant: effect === 'significant', ...cheapestWay(reviewed, name, gate) }
  })

function cheapestWay(reviewed: Reviewed, name: string, gate: Gate): Found {
  const { offers, all } = offersNear(reviewed, name, gate)
  const { authority, policy } = reviewed.plan
  const planOf = (gates: Gates) =>
    compile({ ...reviewed.program, offers, gates }, { authority, policy, hash: () => '' })
  const whole = pathIn(reviewed, planOf({ [name]: gate }), name)
  const isEarned = partsOf(gate).some(({ atLeast, tier }) => atLeast !== undefined || tier !== undefined)
  const found = whole.path || !isEarned ? whole : byOffersAlone(reviewed, gate, planOf)
  return all ? found : { ...found, exact: false }
}

type Found = Pick<GateRow, 'path' | 'exact' | 'burden' | 'price' | 'asks' | 'gives' | 'also'>

function pathIn({ now, program }: Reviewed, plan: Plan, gate: string): Found {
  const { path, exact, costs, gets, confirms } = explainGate(plan, look(plan, nobody, undefined, now), gate, { now })
  const burden = costs?.burden ?? 0
  return {
    path,
    exact,
    burden,
    price: burden * rateOf(program),
    asks: [...new Set(costs?.fields.map(({ field }) => program.fields[field]?.label ?? field))],
    gives: gets.map(({ says }) => says),
    also: confirms.map((field) => `${program.fields[field]?.label ?? field} confirmed`),
  }
}

/** The same without points and ranks, which no offer may bring: each way of a gate by itself, the cheapest of them. */
function byOffersAlone(reviewed: Reviewed, gate: Gate, planOf: (gates: Gates) => Plan): Found {
  const { program } = reviewed
  const either: readonly Needs[] = gate.anyOf ?? [{}]
  const gates = either.map((way, n): [string, Gate] => [
    `way${n}`,
    {
      label: gate.label,
      ...(gate.needs && { needs: gate.needs }),
      ...(way.needs && { anyOf: [{ needs: way.needs }] }),
    },
  ])
  const plan = planOf(Object.fromEntries(gates))
  const ways = either.map((way, n) => {
    const found = pathIn(reviewed, plan, `way${n}`)
    return { ...found, also: [...found.also, ...alsoNeeded(program, gate), ...alsoNeeded(program, way)] }
  })
  const [cheapest] = ways.sort((a, b) => Number(a.path === null) - Number(b.path === null) || a.burden - b.burden)
  return cheapest as Found
}

/** Points and ranks, in words. */
const alsoNeeded = ({ currencies }: Program, { atLeast = {}, tier = {} }: Needs): readonly string[] => [
  ...Object.entries(atLeast).map(([currency, least]) => `${least} ${currencies[currency]?.label ?? currency}`),
  ...Object.entries(tier).map(([currency, name]) => {
    const steps: readonly { readonly name: string; readonly label: string }[] = currencies[currency]?.tiers?.steps ?? []
    return `${steps.find((step) => step.name === name)?.label ?? name} in ${currencies[currency]?.label ?? currency}`
  }),
]
