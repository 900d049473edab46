import type { Step } from '../ports/store.js'
import { eventsOf } from './step.js'

/** What a step draws of one counter, all in all. */
export interface Draw {
  readonly counter: string
  /** Below zero where more comes back. */
  readonly amount: number
  /** Where more than this is used before, something of it would go above its `most`; what comes back never does. */
  readonly ceiling: number
}

/** One per counter. */
export function drawsOf(step: Step): readonly Draw[] {
  const draws = new Map<string, Draw>()
  for (const event of eventsOf(step)) {
    if (event.type !== 'drawn') continue
    const { counter, most } = event
    const before = draws.get(counter) ?? { counter, amount: 0, ceiling: Number.MAX_SAFE_INTEGER }
    const amount = before.amount + event.amount
    const ceiling = event.amount > 0 ? Math.min(before.ceiling, most - amount) : before.ceiling
    draws.set(counter, { counter, amount, ceiling })
  }
  return [...draws.values()]
}

/** What is used after a draw: more than was ever drawn does not come back. */
export const drawn = (used: number, { amount }: Draw): number => Math.max(0, used + amount)
