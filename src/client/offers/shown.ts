import type { FieldInput, Kind } from '../../core/program/field.js'
import type { Plan } from '../../core/program/plan.js'
import type { Basis } from '../../core/program/purpose.js'

/** One field that an offer asks, as a form shows it. */
export interface AskShown {
  readonly field: string
  readonly label: string
  readonly because: string
  readonly optional: boolean
  readonly kind: Kind
  readonly special: boolean
  readonly input: FieldInput
  readonly purpose: { readonly id: string; readonly label: string; readonly basis: Basis }
  /** What answering it brings beside the offer's own benefit. */
  readonly points: { readonly [currency: string]: number | undefined } | undefined
}

/** A further purpose that may be ticked, and never has to be. */
export interface InvitationShown {
  readonly purpose: string
  readonly label: string
  readonly fields: readonly string[]
  /** A consent is in force already, and not about to end. */
  readonly granted: boolean
}

/** A field as its owner reads it. */
export const labelOf = (plan: Plan, field: string): string => plan.program.fields[field]?.label ?? field

/** A purpose as its owner reads it. */
export const purposeShown = ({ program }: Plan, id: string): AskShown['purpose'] => {
  const { label = id, basis = 'consent' } = program.purposes[id] ?? {}
  return { id, label, basis }
}
