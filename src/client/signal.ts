import type { Plan } from '../core/program/plan.js'
import { inForce } from '../core/subject/consent.js'
import { decideSignal } from '../core/subject/signal.js'
import type { Subject } from '../core/subject/subject.js'
import type { Clock } from '../ports/clock.js'
import { applied, type Board } from './board.js'
import type { SignalsShown } from './client.js'
import { gpc, isDue, isOn, soldBy } from './gpc.js'
import type { Keeper, Say } from './say.js'

/** Records the browser's signal, once for each subject and once for the device. */
export function heedSignals(
  plan: Plan,
  { board, say, keeper, clock, newId }: { board: Board; say: Say; keeper: Keeper; clock: Clock; newId: () => string },
): void {
  const here = soldBy(plan, true).length > 0
  let told: string | null = null
  // Before anybody else hears of a change, so that nothing is loaded that it ends.
  board.on('changed', () => {
    const { phase, subject, optimistic, local } = board.get()
    if (phase === 'loading') return
    if (here && !local.signal && isOn()) {
      const [at, id] = [clock(), newId()]
      const command = { ...gpc, id, subject, at, touchpoint: '', seen: 0 }
      const decided = decideSignal(plan, local, command, at, ({ on }) => on === 'device')
      board.set({ local: applied(local, decided.ok ? decided.value : []) })
      void keeper.local()
    }
    if (subject === null || subject === told || !isDue(plan, optimistic)) return
    told = subject
    say.toServer(gpc)
  })
}

/** @see Client.signals */
export function signalsOf(
  plan: Plan,
  { optimistic, local }: Record<'optimistic' | 'local', Subject>,
  now: number,
): SignalsShown {
  const { at: since = null } = optimistic.signal ?? local.signal ?? {}
  const on = since !== null || isOn()
  const standing = (isHere: boolean) => {
    const who = isHere ? local : optimistic
    return soldBy(plan, isHere).map((purpose) => ({
      purpose,
      stands: plan.fields.some((field) => inForce(plan.program, who, field, purpose, now)),
    }))
  }
  const sold = on ? [...standing(false), ...standing(true)] : []
  const those = (stands: boolean) => sold.filter((one) => one.stands === stands).map(({ purpose }) => purpose)
  return { gpc: { on, since, honoured: those(false), outranked: those(true) } }
}
