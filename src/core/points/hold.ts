import { type Part, sumOf, type Taken } from './lots.js'
import type { Transfer } from './transfer.js'

/** Points set aside for an open order. They stand in no lot, and do not end, until the hold is resolved. */
export interface Hold {
  /** The id of the command that made it. */
  readonly key: string
  readonly amount: number
  /** From here on it counts as released. */
  readonly until: number
  /** The end of points that come back then and had ended meanwhile. */
  readonly graceEnd: number
  readonly parts: Taken
}

/** Whether its time is over: it counts as released, although no transfer says so yet. */
const isOver = (hold: Hold, now: number): boolean => hold.until <= now

/** The holds whose time is over, in the order in which their points came back: what fills a debt hangs on it. */
export const overBy = (holds: readonly Hold[], now: number): readonly Hold[] =>
  holds.filter((hold) => isOver(hold, now)).sort((a, b) => a.until - b.until)

/** The holds after one more transfer. */
export function resolved(holds: readonly Hold[], { kind, key, amount, hold, taken = [] }: Transfer): readonly Hold[] {
  if (!hold) return holds
  const { until = 0, graceEnd = 0 } = hold
  if (kind === 'hold') return [...holds, { key, amount, until, graceEnd, parts: taken }]
  return holds.filter((one) => one.key !== hold.key)
}

/**
 * Points on their way back: they first fill a debt, with what ends first; what had ended by then gets the grace, as
 * one lot of its own.
 *
 * @param when `at`: when they come back; `graceEnd`: the end of what had ended; `seq`: the number of the lot of that
 */
export function comingBack(
  parts: Taken,
  when: { readonly at: number; readonly graceEnd: number; readonly seq: number; readonly debt: number },
): { readonly back: Taken; readonly fills: number } {
  const fills = Math.min(when.debt, sumOf(parts))
  const rest = dropped(parts, fills)
  const ended = sumOf(rest.filter((part) => part.expiresAt <= when.at))
  const alive = rest.filter((part) => part.expiresAt > when.at)
  const saved = ended > 0 ? [{ lot: when.seq, amount: ended, expiresAt: when.graceEnd }] : []
  return { back: [...alive, ...saved], fills }
}

/** The parts without the first `amount` points. */
export function dropped(parts: Taken, amount: number): Taken {
  let open = amount
  return parts.flatMap((part): Part[] => {
    const gone = Math.min(part.amount, open)
    open -= gone
    return gone < part.amount ? [{ ...part, amount: part.amount - gone }] : []
  })
}

/** The first `amount` points of the parts. */
export function upTo(parts: Taken, amount: number): Taken {
  let open = amount
  return parts.flatMap((part): Part[] => {
    const kept = Math.min(part.amount, open)
    open -= kept
    return kept > 0 ? [{ ...part, amount: kept }] : []
  })
}
