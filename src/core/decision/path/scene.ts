import type { Json } from '../../json.js'
import type { Plan } from '../../program/plan.js'
import type { Occasion } from '../context.js'
import type { View } from '../view.js'

/** When and where a path would be gone, and what it supposes. */
export interface Scene {
  /** Epoch milliseconds. */
  readonly now: number
  /** Only what may be taken up here counts; everything where nothing is said. */
  readonly touchpoint?: string
  /** What is answered on the way, where something hangs on it. */
  readonly said: { readonly [field: string]: Json }
}

/** Whether an answer stands, fresh or stale: conditions go by it. */
export const isSaid = ({ subject, local }: View, field: string): boolean =>
  Object.hasOwn(subject.values, field) || (local !== undefined && Object.hasOwn(local.values, field))

export const saidBy = ({ subject, local }: View, field: string): Json | undefined =>
  local && Object.hasOwn(local.values, field) ? local.values[field] : subject.values[field]

/** Whether it need not be answered again. */
export const isKnown = ({ fieldIndex }: Plan, { fresh }: View, field: string, now: number): boolean =>
  (fresh[fieldIndex[field] as number] as number) > now

/** What the decider is told: neither the situation nor the calendar. */
export const placed = ({ now, touchpoint }: Occasion): Pick<Scene, 'now' | 'touchpoint'> =>
  touchpoint === undefined ? { now } : { now, touchpoint }
