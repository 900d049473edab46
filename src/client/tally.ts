import { gatePairs } from '../core/decision/gate-pairs.js'
import type { View } from '../core/decision/view.js'
import type { Pair } from '../core/program/pair.js'
import type { Plan } from '../core/program/plan.js'
import type { Clock } from '../ports/clock.js'
import type { Board } from './board.js'
import type { DeviceUse } from './client.js'

/**
 * What this page read for which decision, since it was opened. It stays in memory: to store what somebody did would take a
 * consent of its own, and nothing of it leaves the device (law 8).
 */
export interface Tally {
  count(pair: Pair, decision: string): void
  /** A gate was asked. */
  asked(view: View, gate: string): void
  list(): readonly DeviceUse[]
}

export function createTally(plan: Plan, board: Board, clock: Clock): Tally {
  const uses = new Map<string, DeviceUse>()
  const gates = new Map<string, number>()
  let seen: View | undefined
  let whose = board.get().subject

  /** Another person's is not shown to whoever sits here next. */
  function mine(): void {
    const { subject } = board.get()
    if (subject === whose) return
    if (whose !== null) {
      uses.clear()
      gates.clear()
    }
    whose = subject
  }

  function add({ field, purpose }: Pair, decision: string, count: number): void {
    const key = `${field} ${purpose} ${decision}`
    uses.set(key, { field, purpose, decision, count: count + (uses.get(key)?.count ?? 0) })
  }

  /** What gates looked at follows from what was known then; a gate is asked far too often to write it down each time. */
  function fold(): void {
    for (const [gate, count] of gates)
      for (const pair of seen ? gatePairs(plan, seen, gate, clock()) : []) add(pair, `gate:${gate}`, count)
    gates.clear()
  }

  return {
    count(pair, decision) {
      mine()
      add(pair, decision, 1)
    },
    asked(view, gate) {
      if (view !== seen) {
        mine()
        fold()
        seen = view
      }
      gates.set(gate, (gates.get(gate) ?? 0) + 1)
    },
    list() {
      mine()
      fold()
      return [...uses.values()]
    },
  }
}
