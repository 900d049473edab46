import type { Plan, PlannedOffer } from '../program/plan.js'
import type { Context } from './context.js'
import type { PassingFilter } from './offer-filter.js'
import { inSegment } from './segment.js'
import type { SilentCell } from './silent-cells.js'
import type { View } from './view.js'

const made = new WeakMap<Plan, readonly (readonly SilentCell[])[]>()

/** The cells in which each offer is silent, by rank: those that say most first. */
function cellsOf(plan: Plan): readonly (readonly SilentCell[])[] {
  const known = made.get(plan)
  if (known) return known
  const silent = [...(plan.learned.silent ?? [])].sort((a, b) => b.of - a.of)
  const fresh = plan.offers.map(({ id }) => silent.filter(({ offer }) => offer === id))
  made.set(plan, fresh)
  return fresh
}

/**
 * Where hardly anybody accepted an offer, as far as that concerns this person here: nobody by that touchpoint did, or
 * nobody in any of the segments that they are in. Who is in one where it was accepted, or not counted, still sees it.
 *
 * It keeps an offer from being proposed, and from nothing else: it can be shown, explained and taken up, and a path to a
 * gate may lead by it.
 */
export function isSilenced(
  plan: Plan,
  view: View,
  planned: PlannedOffer,
  { touchpoint }: Pick<Context, 'touchpoint'>,
): SilentCell | undefined {
  const cells = cellsOf(plan)[planned.rank] as readonly SilentCell[]
  let silent: SilentCell | undefined
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as SilentCell
    if (cell.touchpoint !== touchpoint) continue
    if (cell.segment === undefined) return cell
    if (silent === undefined && inSegment(plan, view, cell.segment)) silent = cell
  }
  if (silent === undefined) return undefined
  for (const name in plan.program.segments)
    if (!isAmong(cells, touchpoint, name) && inSegment(plan, view, name)) return undefined
  return silent
}

function isAmong(cells: readonly SilentCell[], touchpoint: string, segment: string): boolean {
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as SilentCell
    if (cell.segment === segment && cell.touchpoint === touchpoint) return true
  }
  return false
}

/** The segments that are looked at to tell whether an offer is silent for somebody. */
export function segmentsHeard(plan: Plan, view: View, { rank }: PlannedOffer): readonly string[] {
  const own = (cellsOf(plan)[rank] as readonly SilentCell[]).flatMap(({ segment }) => segment ?? [])
  // Who is in one of them still sees it where they are in another.
  return own.some((name) => inSegment(plan, view, name)) ? Object.keys(plan.program.segments) : own
}

/** What hardly anybody accepts is not proposed: opt-in, by `learned.silent`. */
export const silenceFilter: PassingFilter = {
  concerns: ({ rank }, plan) => (cellsOf(plan)[rank] as readonly SilentCell[]).length > 0,
  until: (plan, view, planned, context) =>
    isSilenced(plan, view, planned, context) === undefined ? 0 : Number.POSITIVE_INFINITY,
  why: (plan, view, planned, _, context) => {
    const { accepted = 0, of = 0 } = isSilenced(plan, view, planned, context) ?? {}
    return { code: 'silenced', accepted, of }
  },
}
