import { type Duration, later } from '../duration.js'
import type { DeedNeed, DeedTier, DeedTiers } from '../program/tier.js'
import type { Calendar } from './calendar.js'
import type { DeedsDone, DoneBy } from './tally.js'
import type { TierHeld } from './tier.js'

/** What a tier by deeds is judged by, beside the deeds. */
export interface DeedContext {
  /** Counted from 1970, on the programme's calendar. */
  readonly today: number
  /** How many there were of each on the whole site, within the tiers' window: what a share is a share of. */
  readonly totals: { readonly [deed: string]: number }
  /** The tier that they have: it and those below are kept with less than what they ask. */
  readonly held?: string
}

/** One thing that a tier asks, and how much of it is there. */
export interface NeedProgress {
  readonly deed: string
  readonly asks: 'atLeast' | 'share' | 'givers' | 'days' | 'atMost' | 'giversAtMost'
  readonly have: number
  /** So much at least, or at most where it speaks against; less for who has the tier. */
  readonly need: number
  readonly met: boolean
  readonly ever?: boolean
  readonly within?: Duration
}

export interface StepProgress {
  readonly name: string
  /** Whether all that this tier asks is there, whatever those below ask. */
  readonly met: boolean
  readonly needs: readonly NeedProgress[]
}

/**
 * The highest tier that deeds bear out: all that it asks is there, and all that those below ask. Undefined where not
 * even the lowest is. Who has a tier keeps it, and those below, with `keep` of what it asks; that holds neither for
 * what counts for ever nor for what may be there at most.
 *
 * A share of a total that nobody said is taken for its cap, and never reached without one: a forgotten number must
 * not promote everybody.
 *
 * @param done as the account has it, `account.deeds`
 *
 * @example
 * const days = [[20_778, 1, []], [20_779, 2, []]] as const
 * const { tier, progress } = deedTierOf(trustLevels, { daysVisited: { ever: 3, days } }, { today: 20_779, totals: {} })
 * tier // 'new'
 * progress[2]?.needs[3] // { deed: 'daysVisited', asks: 'atLeast', have: 3, need: 15, met: false, ever: true }
 */
export function deedTierOf(
  tiers: DeedTiers,
  done: DeedsDone,
  context: DeedContext,
): { readonly tier: string | undefined; readonly progress: readonly StepProgress[] } {
  const held = tiers.steps.findIndex(({ name }) => name === context.held)
  const progress = tiers.steps.map((step, rank) => {
    const needs = needsOf(step).flatMap(([deed, need]) =>
      progressOf(deed, need, { ...context, done, tiers, keep: rank <= held ? (tiers.keep ?? 0.9) : 1 }),
    )
    return { name: step.name, met: needs.every(({ met }) => met), needs }
  })
  const unmet = progress.findIndex(({ met }) => !met)
  return { tier: progress[(unmet < 0 ? progress.length : unmet) - 1]?.name, progress }
}

/**
 * The tier as it stands at `now`: a higher one is reached at once, a lost one kept for the tiers' grace, from the
 * first time on that the deeds bore it out no more. Whoever is back in time has lost nothing.
 *
 * @param held what the account has, `null` for none
 * @param met  what `deedTierOf` says, with `held`
 * @param now  epoch milliseconds
 *
 * @example
 * const held = { name: 'regular', since: 0 }
 * const now = Date.UTC(2026, 10, 21)
 * const below = afterGrace(trustLevels, held, 'member', now, utc) // { name: 'regular', since: 0, below: now }
 * afterGrace(trustLevels, below, 'member', later(now, 'P14D'), utc)?.name // 'member'
 */
export function afterGrace(
  tiers: DeedTiers,
  held: TierHeld | null,
  met: string | undefined,
  now: number,
  calendar: Calendar,
): TierHeld | null {
  const rankOf = (name: string | undefined) => tiers.steps.findIndex((step) => step.name === name)
  const reached = met === undefined ? null : { name: met, since: now }
  // A tier that the program has no more ranks below all: there is nothing to keep.
  if (held === null || rankOf(met) > rankOf(held.name) || rankOf(held.name) < 0) return reached
  const { below = now, ...tier } = held
  if (rankOf(met) === rankOf(held.name)) return tier
  return now < calendar.later(below, tiers.grace ?? 'P14D') ? { ...tier, below } : reached
}

/** The first day that any tier still looks at: what was done before it counts for ever, or not any more. */
export const firstDayOf = (tiers: DeedTiers, today: number): number =>
  tiers.steps
    .flatMap(needsOf)
    .map(([, need]) => windowStart(need.within ?? tiers.within, today))
    .reduce((first, day) => Math.min(first, day), windowStart(tiers.within, today))

/** Each deed with all that is asked of it; a number is short for at least so many. */
const needsOf = ({ deeds }: DeedTier): readonly (readonly [deed: string, need: DeedNeed])[] =>
  Object.entries(deeds).flatMap(([deed, asked = []]) => {
    const needs = typeof asked === 'number' ? [{ atLeast: asked }] : Array.isArray(asked) ? asked : [asked]
    return needs.map((need) => [deed, need] as const)
  })

interface Judged extends DeedContext {
  readonly done: DeedsDone
  readonly tiers: DeedTiers
  readonly keep: number
}

function progressOf(deed: string, need: DeedNeed, judged: Judged): readonly NeedProgress[] {
  const { ever = false, within, cap = Number.POSITIVE_INFINITY } = need
  const { count, days, givers } = counted(judged, deed, need)
  const total = Object.hasOwn(judged.totals, deed) ? judged.totals[deed] : undefined
  const part = need.share === undefined ? undefined : shareOf(total ?? Number.POSITIVE_INFINITY, need.share)
  const where = { ...(ever && { ever }), ...(within !== undefined && { within }) }
  const atLeast = (asks: NeedProgress['asks'], have: number, asked: number | undefined): readonly NeedProgress[] => {
    if (asked === undefined) return []
    const least = ever ? asked : kept(asked, judged.keep)
    return [{ deed, asks, have, need: least, met: have >= least, ...where }]
  }
  const atMost = (asks: NeedProgress['asks'], have: number, most: number | undefined): readonly NeedProgress[] =>
    most === undefined ? [] : [{ deed, asks, have, need: most, met: have <= most, ...where }]
  return [
    ...atLeast('atLeast', count, need.atLeast),
    ...atLeast('share', count, part === undefined ? undefined : Math.min(part, cap)),
    ...atLeast('givers', givers, need.givers),
    ...atLeast('days', days, need.days),
    ...atMost('atMost', count, need.atMost),
    ...atMost('giversAtMost', givers, need.giversAtMost),
  ]
}

const nothing: DoneBy = { ever: 0, days: [] }

/** A day on which everything was undone again is none, and who gave on it gave nothing. */
function counted({ done, tiers, today }: Judged, deed: string, { ever, within }: DeedNeed) {
  const { ever: all, days } = Object.hasOwn(done, deed) ? (done[deed] as DoneBy) : nothing
  const first = ever ? Number.NEGATIVE_INFINITY : windowStart(within ?? tiers.within, today)
  const inside = days.filter(([day, n]) => first <= day && day <= today && n > 0)
  const count = ever ? all : inside.reduce((total, [, n]) => total + n, 0)
  return { count, days: inside.length, givers: new Set(inside.flatMap(([, , givers]) => givers)).size }
}

const shareOf = (total: number, share: number): number => Math.round(total * share)

/** The least whole number that is not below the share; a hair less, since 0.9 is none in binary. */
const kept = (asked: number, keep: number): number => (keep === 1 ? asked : Math.ceil(asked * keep - 1e-9))

const day = 86_400_000

/** The first day of the window that ends with today: P1D is today alone. */
function windowStart(within: Duration, today: number): number {
  const holds = (from: number) => later(from * day, within) > today * day
  let first = today - Math.floor((later(today * day, within) - today * day) / day)
  while (holds(first - 1)) first--
  while (!holds(first) && first < today) first++
  return first
}
