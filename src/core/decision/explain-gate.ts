import { isAmong, type Pair } from '../program/pair.js'
import type { Plan, PlannedNeeds } from '../program/plan.js'
import { again } from '../subject/accept.js'
import { pointsIn } from '../subject/subject.js'
import type { Occasion } from './context.js'
import { can } from './gate.js'
import type { Supposed } from './path/forks.js'
import type { Lacking } from './path/lacking.js'
import { pathTo } from './path/path-to.js'
import type { Path, PathCosts, PathGets } from './path/told.js'
import type { View } from './view.js'

/** One thing that a gate needs and that is not there. */
export type Missing =
  | {
      readonly code: 'needs_field'
      readonly field: string
      readonly purpose: string
      readonly offers: readonly string[]
    }
  | { readonly code: 'needs_points'; readonly currency: string; readonly atLeast: number; readonly available: number }
  | { readonly code: 'needs_tier'; readonly currency: string; readonly tier: string; readonly held: string | null }
  /** Taken away for a while: `says` is the statement of reasons, and its owner may appeal. */
  | {
      readonly code: 'suspended'
      readonly sanction: string
      readonly says: string
      readonly until: number
      readonly appealed: boolean
    }

/** Why a gate is open or shut, what would open it, what that costs and what one gets for it. */
export interface GateExplained {
  readonly allowed: boolean
  /** Where one of several parts would do: what the one lacks that the path leads by, or that lacks least. */
  readonly missing: readonly Missing[]
  /**
   * The offers that open it at the least added burden, to be taken up in this order; `null` where none that may be taken
   * up here and now do.
   */
  readonly path: readonly string[] | null
  /** Whether no path adds less; so for up to twelve needs. Beyond, it is the best that was found. */
  readonly exact: boolean
  /** What the path costs; `null` without one. */
  readonly costs: PathCosts | null
  /** What its offers give, one line for each gift. */
  readonly gets: readonly PathGets[]
  /** What of it hangs on an answer that is not known yet: with another one it may be another path. */
  readonly supposes: readonly Supposed[]
  /** The identifiers that have to be confirmed before it opens. */
  readonly confirms: readonly string[]
}

/**
 * Why a gate is shut, and what would open it.
 *
 * @param at when and where the path is to be gone: at this touchpoint, in this situation and on this date. Without a
 *   touchpoint it is told for anywhere and any day, offers that belong to a place or a moment included
 *
 * @example
 * const now = Date.now()
 * const { allowed, path, costs, gets } = explainGate(plan, look(plan, nobody, undefined, now), 'invoice', { now, touchpoint: 'web' })
 * if (!allowed && path) console.log(`It asks ${costs?.fields.map(({ field }) => field)}, and gives ${gets.map(({ says }) => says)}`)
 */
export function explainGate(plan: Plan, view: View, gate: string, at: Occasion): GateExplained {
  const planned = plan.gate[gate]
  const { now } = at
  const shut: GateExplained = {
    ...{ allowed: false, missing: [], path: null, exact: true, costs: null, gets: [], supposes: [], confirms: [] },
  }
  if (!planned) return shut
  if (can(plan, view, gate, now)) return { ...shut, allowed: true, path: [], costs: nothing(plan) }
  const suspended = suspension(plan, view, gate, now)
  const own = missingOf(plan, view, planned, now)
  const either = planned.anyOf.map((part) => missingOf(plan, view, part, now)).sort((a, b) => a.length - b.length)
  const parts = (either.length > 0 ? either : [[]]).map((part) => distinct([...own, ...part]))
  const [least = []] = parts
  const { subject } = view
  // No ground is in force while nothing may be used, and nothing that was given lifts a sanction.
  const isBarred = suspended.length > 0 || subject.restrictedAt !== undefined || subject.erasedAt !== null
  if (isBarred) return { ...shut, missing: [...suspended, ...least] }
  let found: { readonly path: Path; readonly missing: readonly Missing[] } | undefined
  let exact = true
  for (const missing of parts) {
    const lacking = lackingOf(view, missing, now)
    if (!lacking) continue
    const way = pathTo(plan, view, lacking, at, found?.path.costs.burden)
    exact &&= way.exact
    if (way.path) found = { path: way.path, missing }
  }
  if (!found) return { ...shut, missing: least, exact }
  const { offers, ...told } = found.path
  return { allowed: false, missing: found.missing, path: offers, exact, ...told }
}

const nothing = ({ program }: Plan): PathCosts => ({
  burden: 0,
  money: program.money === undefined ? undefined : 0,
  fields: [],
})

/** What a path has to bring; `undefined` where no offer can: tiers are earned. */
function lackingOf({ subject }: View, missing: readonly Missing[], now: number): Lacking | undefined {
  const pairs: Pair[] = []
  const points: { [currency: string]: number } = {}
  for (const one of missing)
    if (one.code === 'needs_field') pairs.push({ field: one.field, purpose: one.purpose })
    else if (one.code === 'needs_points') {
      // What comes in fills a debt first.
      const short = one.atLeast - one.available + pointsIn(subject, one.currency, now).debt
      points[one.currency] = Math.max(short, points[one.currency] ?? 0)
    } else return undefined
  return { pairs, points }
}

const keyOf = (one: Missing): string =>
  one.code === 'needs_field' ? `${one.field}\n${one.purpose}` : JSON.stringify(one)

/** What stands in the gate and in one of its parts is missing once. */
const distinct = (missing: readonly Missing[]): readonly Missing[] => [
  ...new Map(missing.map((one) => [keyOf(one), one])).values(),
]

function missingOf(plan: Plan, view: View, part: PlannedNeeds, now: number): readonly Missing[] {
  const shut = [...part.grounds].filter((pair) => (view.ground[pair] as number) <= now)
  const grounds = shut.map((pair): Missing => {
    const field = plan.fields[Math.floor(pair / plan.purposes.length)] as string
    const purpose = plan.purposes[pair % plan.purposes.length] as string
    const offers = plan.offers.filter(
      (offer) => isAmong(offer.pairs, { field, purpose }) && again(offer, view.subject, now) !== 'too_soon',
    )
    return { code: 'needs_field', field, purpose, offers: offers.map(({ id }) => id) }
  })
  const points = part.atLeast.flatMap(([currency, atLeast]): Missing[] => {
    const { available } = pointsIn(view.subject, currency, now)
    return available < atLeast ? [{ code: 'needs_points', currency, atLeast, available }] : []
  })
  const tiers = part.tiers.flatMap(([currency, names]): Missing[] => {
    const held = view.subject.points[currency]?.tier?.name ?? null
    const [tier] = names
    return tier === undefined || (held !== null && names.includes(held))
      ? []
      : [{ code: 'needs_tier', currency, tier, held }]
  })
  return [...grounds, ...points, ...tiers]
}

function suspension({ program }: Plan, { subject }: View, gate: string, now: number): readonly Missing[] {
  const its = subject.suspended[gate]
  if (!its || its.until <= now) return []
  const { sanction, until, appealedAt } = its
  const says = program.sanctions[sanction]?.says ?? ''
  return [{ code: 'suspended', sanction, says, until, appealed: appealedAt !== undefined }]
}
