import { isAmong } from '../program/pair.js'
import type { Plan, PlannedNeeds } from '../program/plan.js'
import { again } from '../subject/accept.js'
import { pointsIn } from '../subject/subject.js'
import { can } from './gate.js'
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

export interface GateExplained {
  readonly allowed: boolean
  readonly missing: readonly Missing[]
  /** Offers that open it, in order; `null` where no offers do. */
  readonly path: readonly string[] | null
  /** Whether no shorter path exists. */
  readonly exact: boolean
}

/** Why a gate is shut, and what would open it. */
export function explainGate(plan: Plan, view: View, gate: string, now: number): GateExplained {
  const planned = plan.gate[gate]
  if (!planned) return { allowed: false, missing: [], path: null, exact: true }
  if (can(plan, view, gate, now)) return { allowed: true, missing: [], path: [], exact: true }
  const own = [...suspension(plan, view, gate, now), ...missingOf(plan, view, planned, now)]
  const parts = planned.anyOf.map((part) => missingOf(plan, view, part, now))
  const [either = []] = parts.sort((a, b) => a.length - b.length)
  const missing = [...own, ...either]
  const path = pathTo(missing)
  return { allowed: false, missing, path, exact: path === null || path.length <= 1 }
}

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

/** Covers what is missing with few offers: each time the one that brings most, of equal ones the first. */
function pathTo(missing: readonly Missing[]): readonly string[] | null {
  const path: string[] = []
  let open = missing.map((one) => (one.code === 'needs_field' ? one.offers : []))
  while (open.length > 0) {
    const counts = new Map<string, number>()
    for (const offer of open.flat()) counts.set(offer, (counts.get(offer) ?? 0) + 1)
    const [best] = [...counts].sort(([, a], [, b]) => b - a)
    if (!best || open.some((offers) => offers.length === 0)) return null
    path.push(best[0])
    open = open.filter((offers) => !offers.includes(best[0]))
  }
  return path
}
