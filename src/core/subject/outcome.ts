import type { TransferKind } from '../points/transfer.js'
import type { Benefit } from '../program/benefit.js'
import { isAmong, type Pair, pairsOf } from '../program/pair.js'
import type { Command } from './command.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'

/** What an accepted command brought. Stored with the command, and returned again on a replay. */
export interface Outcome {
  readonly benefit?: { readonly state: 'given' | 'pending'; readonly gives: readonly Benefit[] }
  readonly points?: readonly {
    readonly currency: string
    readonly kind: TransferKind
    readonly amount: number
    readonly shortfall?: number
  }[]
  /** Consents that were ticked and did not count: they had been withdrawn before the device knew. */
  readonly ungranted?: readonly Pair[]
}

/** The answer to one command of a batch. */
export type Answer =
  | { readonly id: string; readonly ok: true; readonly outcome: Outcome }
  | { readonly id: string; readonly ok: false; readonly error: Refusal }

export function outcomeOf(command: Command, events: readonly Event[]): Outcome {
  const given = events.filter((event) => event.type === 'given')
  const points = events.flatMap((event) => {
    if (event.type !== 'booked') return []
    const { currency, kind, amount, shortfall } = event.transfer
    return [{ currency, kind, amount, ...(shortfall ? { shortfall } : undefined) }]
  })
  const granted = events.filter((event) => event.type === 'granted')
  const ticked = command.type === 'accept' ? pairsOf(command.consents) : []
  const ungranted = ticked.filter((pair) => !isAmong(granted, pair))
  const state = given.some((event) => event.state === 'pending') ? 'pending' : 'given'
  return {
    ...(given.length > 0 && { benefit: { state, gives: given.map((event) => event.benefit) } }),
    ...(points.length > 0 && { points }),
    ...(ungranted.length > 0 && { ungranted }),
  }
}
