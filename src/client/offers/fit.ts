import type { BestFit } from '../../core/decision/best-fit.js'
import type { Json } from '../../core/json.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import type { Clock } from '../../ports/clock.js'
import type { Fitting } from '../../ports/fitting.js'
import type { Tally } from '../person/tally.js'
import type { Board } from '../picture/board.js'

/** The coupon of an offer that fits best. */
type Find = (offer: string) => BestFit | null

/** What fits the basket that was seen here. */
export interface FindsFit {
  /** Each look at the basket is counted (law 10). */
  readonly decides: Find
  /** To explain what is decided is no use of a value. */
  readonly explains: Find
}

/** The basket is looked at only while there is a ground for that (law 4). */
export function createFit(
  plan: Plan,
  board: Pick<Board, 'get'>,
  clock: Clock,
  fitting: Fitting,
  tally: Pick<Tally, 'count'>,
): FindsFit {
  const { program, offer } = plan
  const find =
    (counts: boolean): Find =>
    (id) => {
      const { fits, for: purpose } = (offer[id] as PlannedOffer).offer
      const field = program.models[fits?.model as string]?.reads as string
      const { local } = board.get()
      if (!Object.hasOwn(local.values, field) || !inForce(program, local, field, purpose, clock())) return null
      if (counts) tally.count(field, purpose, `fit:${id}`)
      return fitting.best(id, itemsIn(local.values[field] as Json))
    }
  return { decides: find(true), explains: find(false) }
}

/** The items of a basket, or of several. */
const itemsIn = (value: Json): readonly string[] =>
  [value].flat(2).filter((item): item is string => typeof item === 'string')
