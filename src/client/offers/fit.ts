import type { BestFit } from '../../core/decision/best-fit.js'
import type { Json } from '../../core/json.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import type { Clock } from '../../ports/clock.js'
import type { Fitting } from '../../ports/fitting.js'
import type { Tally } from '../person/tally.js'
import type { Board } from '../picture/board.js'

/**
 * Finds what fits the basket that was seen here: only while there is a ground for that (law 4). Each look is counted
 * (law 10), but for `quiet` ones: to explain what is decided is no use of a value.
 */
export function createFit(
  { program, offer }: Plan,
  board: Pick<Board, 'get'>,
  clock: Clock,
  fitting: Fitting,
  tally: Pick<Tally, 'count'>,
): (offer: string, quiet?: boolean) => BestFit | null {
  return (id, quiet) => {
    const { fits, for: purpose } = (offer[id] as PlannedOffer).offer
    const field = program.models[fits?.model as string]?.reads as string
    const { local } = board.get()
    const value = local.values[field]
    if (value === undefined || !inForce(program, local, field, purpose, clock())) return null
    if (!quiet) tally.count(field, purpose, `fit:${id}`)
    return fitting.best(id, itemsIn(value))
  }
}

/** The items of a basket, or of several. */
const itemsIn = (value: Json): readonly string[] =>
  [value].flat(2).filter((item): item is string => typeof item === 'string')
