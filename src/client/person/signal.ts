import type { Plan } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import type { Subject } from '../../core/subject/subject.js'
import { gpc, isDue, isOn, sold } from '../browser/gpc.js'
import type { SignalsShown } from '../client.js'
import type { Board } from '../picture/board.js'
import type { Say } from '../say.js'

/** Has the browser's signal recorded, once for each person. While nobody is known, nothing is sold and nothing is sent. */
export function heedSignals(plan: Plan, board: Board, say: Say): void {
  let told: string | null = null
  // Before anybody else hears of a change, so that nothing is loaded that it ends.
  board.subscribe(() => {
    const { phase, subject, optimistic } = board.get()
    if (phase !== 'ready' || subject === null || subject === told || !isDue(plan, optimistic)) return
    told = subject
    say.toServer(gpc)
  })
}

/** @see Client.signals */
export function signalsOf(plan: Plan, who: Subject, now: number): SignalsShown {
  const { at: since = null } = who.signal ?? {}
  const on = since !== null || isOn()
  const stands = (purpose: string) => plan.fields.some((field) => inForce(plan.program, who, field, purpose, now))
  const all = on ? sold(plan) : []
  return {
    gpc: { on, since, honoured: all.filter((purpose) => !stands(purpose)), outranked: all.filter(stands) },
  }
}
