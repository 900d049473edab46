import type { Plan, PlannedNeeds } from '../program/plan.js'
import { pointsIn } from '../subject/subject.js'
import type { View } from './view.js'

/**
 * Whether a gate is open: every field that it needs may be used for the purpose that it names, and the
 * points and the tier are there. Nothing is allocated.
 *
 * @param now epoch milliseconds
 */
export function can(plan: Plan, view: View, gate: string, now: number): boolean {
  const planned = plan.gate[gate]
  if (planned === undefined || view.subject.erasedAt !== null) return false
  // A sanction outranks whatever was earned.
  const suspension = view.subject.suspended[gate]
  if (suspension !== undefined && now < suspension.until) return false
  if (!meets(planned, view, now)) return false
  return planned.anyOf.length === 0 || planned.anyOf.some((part) => meets(part, view, now))
}

function meets({ grounds, atLeast, tiers }: PlannedNeeds, view: View, now: number): boolean {
  for (let i = 0; i < grounds.length; i++) if ((view.ground[grounds[i] as number] as number) <= now) return false
  for (const [currency, amount] of atLeast) if (pointsIn(view.subject, currency, now).available < amount) return false
  for (const [currency, names] of tiers) {
    const held = view.subject.points[currency]?.tier
    if (!held || !names.includes(held.name)) return false
  }
  return true
}
