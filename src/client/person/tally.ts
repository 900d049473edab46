import { gatePairs } from '../../core/decision/gate-pairs.js'
import type { View } from '../../core/decision/view.js'
import type { Plan } from '../../core/program/plan.js'
import type { Clock } from '../../ports/clock.js'
import type { DeviceUse } from '../client.js'
import type { Board } from '../picture/board.js'

/**
 * What this page read for which decision, since it was opened. It stays in memory: to store what somebody did would take a
 * consent of its own, and nothing of it leaves the device (law 8).
 */
export interface Tally {
  /** A value was read. Pages do so with each rendering: it costs an addition. */
  read(field: string, purpose: string): void
  /** A gate was asked; as cheap. */
  asked(view: View, gate: string): void
  /** An offer looked at a value. */
  count(field: string, purpose: string, decision: string, times?: number): void
  list(): readonly DeviceUse[]
}

export function createTally(plan: Plan, board: Board, clock: Clock): Tally {
  const { fields, purposes, fieldIndex, purposeIndex } = plan
  /** Per pair, as in a view. */
  const reads = new Float64Array(fields.length * purposes.length)
  const gates = new Map<string, { times: number }>()
  const uses = new Map<string, DeviceUse>()
  let seen: View | undefined
  let whose = board.get().subject

  /** Another person's is not shown to whoever sits here next. */
  function mine(): void {
    const { subject } = board.get()
    if (subject === whose) return
    if (whose !== null) {
      reads.fill(0)
      gates.clear()
      uses.clear()
    }
    whose = subject
  }

  function count(field: string, purpose: string, decision: string, times = 1): void {
    mine()
    const key = `${field} ${purpose} ${decision}`
    uses.set(key, { field, purpose, decision, count: times + (uses.get(key)?.count ?? 0) })
  }

  /** What gates looked at follows from what was known then. */
  function fold(): void {
    for (const [gate, { times }] of gates)
      for (const { field, purpose } of seen ? gatePairs(plan, seen, gate, clock()) : [])
        count(field, purpose, `gate:${gate}`, times)
    gates.clear()
  }

  return {
    count,
    read(field, purpose) {
      mine()
      const pair = (fieldIndex[field] as number) * purposes.length + (purposeIndex[purpose] as number)
      reads[pair] = (reads[pair] as number) + 1
    },
    asked(view, gate) {
      if (view !== seen) {
        mine()
        fold()
        seen = view
      }
      const its = gates.get(gate)
      if (its) its.times++
      else gates.set(gate, { times: 1 })
    },
    list() {
      mine()
      fold()
      const read = fields.flatMap((field, n) =>
        purposes.flatMap((purpose, m) => {
          const times = reads[n * purposes.length + m] as number
          return times > 0 ? [{ field, purpose, decision: 'read', count: times }] : []
        }),
      )
      return [...read, ...uses.values()]
    },
  }
}
