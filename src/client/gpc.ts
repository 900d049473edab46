import type { Plan } from '../core/program/plan.js'
import type { Subject } from '../core/subject/subject.js'

export const gpc = { type: 'signal', signal: 'gpc' } as const

/** Whether this browser asks not to be sold, by Global Privacy Control. */
export const isOn = (): boolean =>
  (globalThis.navigator as { readonly globalPrivacyControl?: unknown } | undefined)?.globalPrivacyControl === true

/** The purposes that the signal is about, here or at the server. */
export const soldBy = ({ program, purposes }: Plan, isHere: boolean): readonly string[] =>
  purposes.filter((id) => program.purposes[id]?.sells && (program.purposes[id]?.on === 'device') === isHere)

/** Whether the server has yet to record of them that their browser signals. */
export const isDue = (plan: Plan, who: Subject): boolean => !who.signal && isOn() && soldBy(plan, false).length > 0
