import type { Plan } from '../../core/program/plan.js'
import type { AskShown } from '../client.js'

/** A field as its owner reads it. */
export const labelOf = (plan: Plan, field: string): string => plan.program.fields[field]?.label ?? field

/** A purpose as its owner reads it. */
export const purposeShown = ({ program }: Plan, id: string): AskShown['purpose'] => {
  const { label = id, basis = 'consent' } = program.purposes[id] ?? {}
  return { id, label, basis }
}
