import { weighed } from '../decision/fairness/fairness-of.js'
import { scaleOf } from '../decision/fairness/scale.js'
import type { PlannedOffer } from '../program/plan.js'
import { sensitivityOf } from '../program/sensitivity.js'
import type { FairnessRow, Take } from './review.js'
import type { Reviewed } from './reviewed.js'
import { grouped } from './taking.js'

/** Give against take of each offer, to somebody of whom nothing is known. */
export const fairnessRows = (reviewed: Reviewed): readonly FairnessRow[] =>
  reviewed.plan.offers.map((planned) => fairnessRow(reviewed, planned))

function fairnessRow(reviewed: Reviewed, planned: PlannedOffer): FairnessRow {
  const { program, plan } = reviewed
  const { id, offer, gives } = planned
  const { worth, burden, required, rate, balance, even } = weighed(plan, planned)
  return {
    offer: id,
    principle: offer.principle,
    goal: offer.goal === undefined ? undefined : program.goals[offer.goal]?.label,
    gives: gives.map(({ says }) => says),
    worth,
    burden,
    required,
    price: burden * rate,
    balance,
    even,
    because: offer.unevenBecause,
    takes: takesOf(reviewed, id),
  }
}

function takesOf({ program, plan, byOffer }: Reviewed, id: string): readonly Take[] {
  const { weight } = scaleOf(plan)
  const pairOf = (field: string, purpose: string) =>
    (plan.fieldIndex[field] as number) * plan.purposes.length + (plan.purposeIndex[purpose] as number)
  const fields = [...grouped(byOffer.get(id) ?? [], ({ field }) => field)]
  return fields
    .flatMap(([name, takings]): Take[] => {
      const field = program.fields[name]
      if (!field) return []
      const uses = takings.map(({ purpose, part, field }) => ({
        purpose,
        part,
        weight: weight[pairOf(field, purpose)] as number,
      }))
      return [{ field: name, label: field.label, sensitivity: sensitivityOf(field), uses }]
    })
    .sort((a, b) => heaviness(b) - heaviness(a) || (a.field < b.field ? -1 : 1))
}

const heaviness = ({ sensitivity, uses }: Take): number =>
  sensitivity.value * Math.max(0, ...uses.map(({ weight }) => weight))
