import { record } from '../json.js'
import type { PointTiers } from '../program/tier.js'
import type { Calendar } from './calendar.js'
import { type Tallies, tallyOf } from './tally.js'
import type { TierHeld } from './tier.js'
import type { Tallied } from './transfer.js'

/** The tally of the qualifying points of the period that ends then. */
export const qualifying = (periodEnd: number): string => `${prefix}${periodEnd}`

/** The end of the period whose qualifying points a tally counts; `undefined` of any other tally. */
export const periodOf = (tally: string): number | undefined =>
  tally.startsWith(prefix) ? Number(tally.slice(prefix.length)) : undefined

const prefix = 'qualifying:'

/** What tiers are decided by. */
interface Standing {
  readonly tallies: Tallies
  readonly tier: TierHeld | null
}

/** What a number of qualifying points does to the tallies, and to the tier where that changes. */
interface Qualified {
  readonly tally: Tallied
  readonly tier?: TierHeld | null
}

/** Qualifying points that come in now. */
export function qualified(
  tiers: PointTiers,
  { tallies, tier }: Standing,
  points: number,
  at: number,
  calendar: Calendar,
): Qualified {
  const end = calendar.endOf(at, tiers.period)
  const tally = tallyFor(tiers, end, points, calendar)
  // One whose time was over before anybody had looked is settled first.
  const held = settled(tiers, { tallies, tier }, at, calendar)
  return changed(tier, tally, raised(tiers, held, tallyOf(tallies, tally.name, at) + points, { end, at, calendar }))
}

/**
 * Qualifying points that are taken back, of the period that ends or ended then: a tier that rests on them alone is
 * lost with them, or whoever buys, and returns the goods, would keep it.
 */
export function disqualified(
  tiers: PointTiers,
  { tallies, tier }: Standing,
  points: number,
  end: number,
  at: number,
  calendar: Calendar,
): Qualified {
  const tally = tallyFor(tiers, end, -points, calendar)
  if (!tier || tier.until !== calendar.endOf(end, tiers.period)) return { tally }
  const left = record({
    ...tallies,
    [tally.name]: { n: tallyOf(tallies, tally.name, at) - points, until: tally.until },
  })
  const anew = raised(tiers, tier.before ?? null, tallyOf(left, tally.name, at), { end, at: tier.since, calendar })
  return changed(tier, tally, settled(tiers, { tallies: left, tier: anew }, at, calendar))
}

/** The tier at `now`, whether or not its time was over. */
function settled(tiers: PointTiers, standing: Standing, now: number, calendar: Calendar): TierHeld | null {
  const after = tierAfterEnd(tiers, standing, now, calendar)
  return after === undefined ? standing.tier : after
}

/** It is looked at once more when the next period ends. */
const tallyFor = ({ period }: PointTiers, end: number, n: number, calendar: Calendar): Tallied => ({
  name: qualifying(end),
  n,
  until: calendar.endOf(calendar.endOf(end, period), period),
})

const changed = (before: TierHeld | null, tally: Tallied, tier: TierHeld | null): Qualified =>
  before?.name === tier?.name && before?.until === tier?.until ? { tally } : { tally, tier }

/** The tier of who has so many points in the period that ends then: the one held, or what they reach, and longer. */
function raised(
  tiers: PointTiers,
  held: TierHeld | null,
  points: number,
  { end, at, calendar }: { readonly end: number; readonly at: number; readonly calendar: Calendar },
): TierHeld | null {
  const until = calendar.endOf(end, tiers.period)
  const reached = reachedBy(tiers, points)
  const rank = rankOf(tiers, held)
  const step = tiers.steps[reached]
  if (!step || reached < rank || (reached === rank && held?.until === until)) return held
  const before = held?.until === until ? held.before : held
  return { name: step.name, since: reached === rank && held ? held.since : at, until, ...carried(before) }
}

/** What was held before a period, without what was held before that. */
const carried = (tier: TierHeld | null | undefined): Pick<TierHeld, 'before'> => {
  if (!tier) return {}
  const { before: _, ...rest } = tier
  return { before: rest }
}

/** The tier at `now`, where the one that is held has come to its end; `undefined` while it stands. */
export function tierAfterEnd(
  tiers: PointTiers,
  { tallies, tier: held }: Standing,
  now: number,
  calendar: Calendar,
): TierHeld | null | undefined {
  let tier = held
  if (tier?.until === undefined || now < tier.until) return undefined
  while (tier?.until !== undefined && tier.until <= now) {
    const rank = rankOf(tiers, tier)
    // Less than the tier asks: what reaches it again has made it last longer.
    const earned = reachedBy(tiers, tallyOf(tallies, qualifying(tier.until), tier.until))
    const next = tiers.downgrade === 'never' ? rank : tiers.downgrade === 'step' ? rank - 1 : earned
    const until = calendar.endOf(tier.until, tiers.period)
    const step = tiers.steps[next]
    tier = step ? { name: step.name, since: next === rank ? tier.since : tier.until, until, ...carried(tier) } : null
  }
  return tier
}

/** Whether the tier would be lost, or fall, if nothing more were earned before it ends. */
export const willDrop = (tiers: PointTiers, { tallies, tier }: Standing, now: number): boolean =>
  tiers.downgrade !== 'never' &&
  tier?.until !== undefined &&
  reachedBy(tiers, tallyOf(tallies, qualifying(tier.until), now)) < rankOf(tiers, tier)

/** The highest step that so many points reach; -1 where none. */
const reachedBy = ({ steps }: PointTiers, points: number): number =>
  steps.filter(({ from }) => from <= points).length - 1

/** The place of a tier among the steps; -1 where there is none. */
export const rankOf = (
  { steps }: { readonly steps: readonly { readonly name: string }[] },
  tier: Pick<TierHeld, 'name'> | null,
): number => (tier ? steps.findIndex(({ name }) => name === tier.name) : -1)
