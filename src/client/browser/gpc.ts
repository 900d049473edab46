import type { Plan } from '../../core/program/plan.js'
import type { Subject } from '../../core/subject/subject.js'

export const gpc = { type: 'signal', signal: 'gpc' } as const

/** Whether this browser asks not to be sold, by Global Privacy Control. */
export const isOn = (): boolean =>
  (globalThis.navigator as { readonly globalPrivacyControl?: unknown } | undefined)?.globalPrivacyControl === true

/** The purposes that the signal is about. */
export const sold = ({ program, purposes }: Plan): readonly string[] =>
  purposes.filter((id) => program.purposes[id]?.sells)

/** Whether it has yet to be recorded of them that their browser signals. */
export const isDue = (plan: Plan, { signal }: Subject): boolean => !signal && isOn() && sold(plan).length > 0
