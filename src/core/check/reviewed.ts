import type { Gate, Needs } from '../program/gate.js'
import type { Plan } from '../program/plan.js'
import type { Program } from '../program/program.js'
import type { FindingCode } from './finding.js'
import { type Reach, reachOf } from './reach.js'
import { grouped, type Taking, takingsOf } from './taking.js'

/** A sound program, and what is looked up in it again and again. */
export interface Reviewed {
  readonly program: Program
  readonly plan: Plan
  /** Epoch milliseconds. */
  readonly now: number
  readonly takings: readonly Taking[]
  readonly byOffer: ReadonlyMap<string, readonly Taking[]>
  readonly byField: ReadonlyMap<string, readonly Taking[]>
  readonly byPurpose: ReadonlyMap<string, readonly Taking[]>
  /** What may come about for somebody of whom nothing is known. */
  readonly reach: Reach
  /** What gates need, with the gate. */
  readonly needs: readonly Need[]
}

/** One field that a gate needs for a purpose. */
export interface Need {
  readonly gate: string
  readonly field: string
  readonly purpose: string
}

/** Says that something was found. */
export type Report = (code: FindingCode, path: string, message: string, remedy: string, law?: string) => void

/** One thing that a review looks at. */
export type Rule = (reviewed: Reviewed, report: Report) => void

export function reviewed(plan: Plan, now: number): Reviewed {
  const { program } = plan
  const takings = plan.offers.flatMap(takingsOf)
  const byOffer = grouped(takings, ({ offer }) => offer.id)
  return {
    program,
    plan,
    now,
    takings,
    byOffer,
    reach: reachOf(plan, byOffer),
    byField: grouped(takings, ({ field }) => field),
    byPurpose: grouped(takings, ({ purpose }) => purpose),
    needs: Object.entries(program.gates).flatMap(([gate, its]) =>
      partsOf(its).flatMap(({ needs = {} }) =>
        Object.entries(needs).flatMap(([field, purposes]) =>
          [purposes ?? []].flat().map((purpose) => ({ gate, field, purpose })),
        ),
      ),
    ),
  }
}

/** What a gate needs in any case, and each of the further ways. */
export const partsOf = (gate: Gate): readonly Needs[] => [gate, ...(gate.anyOf ?? [])]
