import type { PointTier, PointTiers } from '../program/tier.js'
import type { Calendar } from './calendar.js'
import { type Tallies, tallyOf } from './tally.js'
import type { TierHeld } from './tier.js'
import type { Tallied } from './transfer.js'

/** The tally of the qualifying points of the period that ends then. */
export const qualifying = (periodEnd: number): string => `qualifying:${periodEnd}`

/** What qualifying points add to the tallies, and the tier that they reach if it is another or lasts longer. */
export function qualified(
  tiers: PointTiers,
  before: { readonly tallies: Tallies; readonly tier: TierHeld | null },
  points: number,
  at: number,
  calendar: Calendar,
): { readonly tally: Tallied; readonly tier?: TierHeld } {
  const end = calendar.endOf(at, tiers.period)
  const until = calendar.endOf(end, tiers.period)
  // It is looked at once more when the next period ends.
  const tally = { name: qualifying(end), n: points, until: calendar.endOf(until, tiers.period) }
  const reached = reachedBy(tiers, tallyOf(before.tallies, tally.name, at) + points)
  const held = rankOf(tiers, before.tier)
  if (reached < 0 || reached < held || (reached === held && before.tier?.until === until)) return { tally }
  const { name } = tiers.steps[reached] as PointTier
  return { tally, tier: { name, since: reached === held ? (before.tier?.since ?? at) : at, until } }
}

/** The tier at `now`, where the one that is held has come to its end; `undefined` while it stands. */
export function tierAfterEnd(
  tiers: PointTiers,
  before: { readonly tallies: Tallies; readonly tier: TierHeld | null },
  now: number,
  calendar: Calendar,
): TierHeld | null | undefined {
  let { tier } = before
  if (tier?.until === undefined || now < tier.until) return undefined
  while (tier?.until !== undefined && tier.until <= now) {
    const held = rankOf(tiers, tier)
    const earned = reachedBy(tiers, tallyOf(before.tallies, qualifying(tier.until), tier.until))
    const rank = tiers.downgrade === 'never' ? held : tiers.downgrade === 'step' ? Math.max(earned, held - 1) : earned
    const until = calendar.endOf(tier.until, tiers.period)
    const step = tiers.steps[rank]
    tier = step ? { name: step.name, since: rank === held ? tier.since : tier.until, until } : null
  }
  return tier
}

/** Whether the tier would be lost, or fall, if nothing more were earned before it ends. */
export const willDrop = (
  tiers: PointTiers,
  { tallies, tier }: { readonly tallies: Tallies; readonly tier: TierHeld | null },
  now: number,
): boolean =>
  tiers.downgrade !== 'never' &&
  tier?.until !== undefined &&
  reachedBy(tiers, tallyOf(tallies, qualifying(tier.until), now)) < rankOf(tiers, tier)

/** The highest step that so many points reach; -1 where none. */
const reachedBy = ({ steps }: PointTiers, points: number): number =>
  steps.filter(({ from }) => from <= points).length - 1

/** The place of a tier among the steps; -1 where there is none. */
export const rankOf = ({ steps }: { readonly steps: readonly { readonly name: string }[] }, tier: TierHeld | null) =>
  tier ? steps.findIndex(({ name }) => name === tier.name) : -1
