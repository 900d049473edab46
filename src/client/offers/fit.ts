import type { BestFit } from '../../core/decision/best-fit.js'
import type { Json } from '../../core/json.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import type { Clock } from '../../ports/clock.js'
import type { Fitting } from '../../ports/fitting.js'
import type { Tally } from '../person/tally.js'
import type { Board } from '../picture/board.js'

/**
 * Finds what fits the basket that was seen here: only while there is a ground for that (law 4), and each look at it is
 * counted (law 10).
 */
export function createFit(
  plan: Plan,
  board: Pick<Board, 'get'>,
  clock: Clock,
  fitting: Fitting,
  tally: Pick<Tally, 'count'>,
): (offer: string) => BestFit | null {
  const { program, offer } = plan
  return (id) => {
    const { fits, for: purpose } = (offer[id] as PlannedOffer).offer
    const field = program.models[fits?.model as string]?.reads as string
    const { local } = board.get()
    if (!Object.hasOwn(local.values, field) || !inForce(program, local, field, purpose, clock())) return null
    tally.count(field, purpose, `fit:${id}`)
    return fitting.best(id, itemsIn(local.values[field] as Json))
  }
}

/** The items of a basket, or of several. */
const itemsIn = (value: Json): readonly string[] =>
  [value].flat(2).filter((item): item is string => typeof item === 'string')
