import type { BestFit } from '../../core/decision/best-fit.js'
import type { Json } from '../../core/json.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { Fitting } from '../../ports/fitting.js'
import type { Tally } from '../person/tally.js'
import type { Board } from '../picture/board.js'

/**
 * Finds what fits the basket that was seen here: only while there is a ground for that (law 4). Each look is counted
 * (law 10), but for `quiet` ones: to explain what is decided is no use of a value.
 */
export function createFit(
  plan: Plan,
  board: Pick<Board, 'get'>,
  clock: Clock,
  fitting: Fitting,
  tally: Pick<Tally, 'count'>,
): (offer: string, quiet?: boolean) => BestFit | null {
  return (id, quiet) => {
    const planned = plan.offer[id] as PlannedOffer
    const value = basketOf(plan, board.get().local, planned, clock())
    if (value === undefined) return null
    if (!quiet) tally.count(readBy(plan, planned), planned.offer.for, `fit:${id}`)
    return fitting.best(id, itemsIn(value))
  }
}

const readBy = ({ program }: Plan, { offer }: PlannedOffer) =>
  program.models[offer.fits?.model as string]?.reads as string

/** The basket that an offer goes by, while there is a ground for that. */
export function basketOf(plan: Plan, local: Subject, planned: PlannedOffer, now: number): Json | undefined {
  const field = readBy(plan, planned)
  return inForce(plan.program, local, field, planned.offer.for, now) ? local.values[field] : undefined
}

/** The items of a basket, or of several. */
const itemsIn = (value: Json): readonly string[] =>
  [value].flat(2).filter((item): item is string => typeof item === 'string')
