import type { Plan } from '../../program/plan.js'
import { inSegment } from '../segment.js'
import type { View } from '../view.js'
import { type Held, heldBy } from './burden.js'
import { scaleOf } from './scale.js'

const made = new WeakMap<View, Held>()

/** What somebody has given as of `view.at`, and how much they mind. Worked out once per view. */
export function heldIn(plan: Plan, view: View): Held {
  const known = made.get(view)
  if (known) return known
  const held = heldBy(plan, [view.subject, view.local], view.at, sensitivitiesIn(plan, view))
  made.set(view, held)
  return held
}

/** Per field, what this subject minds: their segments raise it and never lower it. */
export function sensitivitiesIn(plan: Plan, view: View): Float64Array {
  const { sensitivity } = scaleOf(plan)
  const isIn = raising(plan).filter((segment) => inSegment(plan, view, segment))
  if (isIn.length === 0) return sensitivity
  const raised = sensitivity.slice()
  for (const segment of isIn)
    for (const [field, own = 0] of Object.entries(plan.program.segments[segment]?.sensitivity ?? {})) {
      const index = plan.fieldIndex[field] as number
      raised[index] = Math.max(raised[index] as number, own)
    }
  return raised
}

/** The segments whose people mind something more than others do. */
export const raising = ({ program: { segments } }: Plan): readonly string[] =>
  Object.keys(segments).filter((name) => Object.keys(segments[name]?.sensitivity ?? {}).length > 0)
