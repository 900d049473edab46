import type { Step } from '../ports/store.js'
import { eventsOf } from './step.js'

/** A ticket of a raffle. */
export interface Ticket {
  readonly raffle: string
  readonly ticket: string
  readonly at: number
}

/** The raffles that a step leaves, first, and what it enters and does not leave again. */
export function entriesOf(step: Step): { readonly left: readonly string[]; readonly entered: readonly Ticket[] } {
  const left = new Set<string>()
  let entered: readonly Ticket[] = []
  for (const event of eventsOf(step)) {
    if (event.type === 'entered') entered = [...entered, event]
    if (event.type !== 'unentered') continue
    left.add(event.raffle)
    entered = entered.filter(({ raffle }) => raffle !== event.raffle)
  }
  return { left: [...left], entered: entered.map(({ raffle, ticket, at }) => ({ raffle, ticket, at })) }
}
