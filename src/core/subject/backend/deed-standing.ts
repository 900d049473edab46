import type { Account } from '../../points/account.js'
import { afterGrace, deedTierOf, firstDayOf } from '../../points/deed-tier.js'
import { rankOf } from '../../points/point-tier.js'
import type { TierHeld } from '../../points/tier.js'
import type { DeedTiers } from '../../program/tier.js'
import { calendarOf, type Ledger } from './ledger.js'

const day = 86_400_000

/** A date of the programme's calendar as a number that counts days. */
export const dayOf = (ledger: Ledger, at: number): number =>
  Date.parse(`${calendarOf(ledger.plan).dateOf(at)}T00:00Z`) / day

type Totals = { readonly [deed: string]: number }
type Standing = Pick<Account, 'deeds' | 'tier'>

/**
 * The tier after a deed, where that changes it: a higher one is held at once, and one that was in danger is safe
 * again. One that the deeds bear out no more is left to due work, which looks at it next.
 */
export function afterDeed(
  ledger: Ledger,
  tiers: DeedTiers,
  standing: Standing,
  totals: Totals = {},
): TierHeld | undefined {
  const { tier } = standing
  const next = judged(ledger, tiers, standing, totals)
  const isBorneOut = next !== null && next.below === undefined && rankOf(tiers, next) >= rankOf(tiers, tier)
  const isSame = next?.name === tier?.name && tier?.below === undefined
  if (isBorneOut) return isSame ? undefined : lookedAt(ledger, tiers, { ...standing, tier: next }, totals)
  const isWatched = tier === null || tier.below !== undefined || (tier.until !== undefined && tier.until <= ledger.now)
  return isWatched ? undefined : { ...tier, until: ledger.now }
}

/** The tier as due work finds it, where that changes it or it had to be looked at. */
export function dueByDeeds(
  ledger: Ledger,
  tiers: DeedTiers,
  standing: Standing,
  totals: Totals = {},
): TierHeld | null | undefined {
  const { tier } = standing
  const next = judged(ledger, tiers, standing, totals)
  const isSame = next?.name === tier?.name && next?.below === tier?.below
  if (isSame && (tier?.until === undefined || ledger.now < tier.until)) return undefined
  return next && lookedAt(ledger, tiers, { ...standing, tier: next }, totals)
}

/** What the deeds say of the tier now. A share of a total that nobody said speaks neither for nor against. */
function judged(ledger: Ledger, tiers: DeedTiers, { deeds, tier }: Standing, totals: Totals): TierHeld | null {
  const today = dayOf(ledger, ledger.now)
  const reached = tierOn(tiers, { deeds, tier }, today, totals)
  const kept = tierOn(tiers, { deeds, tier }, today, leniently(tiers, totals))
  const rank = rankOf(tiers, tier)
  const isRisen = rank < 0 || rankOf(tiers, reached) > rank
  const met = isRisen ? reached : rankOf(tiers, kept) < rank ? kept : tier
  return afterGrace(tiers, tier, met?.name, ledger.now, calendarOf(ledger.plan))
}

function tierOn(tiers: DeedTiers, { deeds, tier }: Standing, today: number, totals: Totals): { name: string } | null {
  const reached = deedTierOf(tiers, deeds, { today, totals, ...(tier && { held: tier.name }) }).tier
  return reached === undefined ? null : { name: reached }
}

/** With nothing to share in where nobody said how much there was. */
const leniently = ({ steps }: DeedTiers, totals: Totals): Totals => ({
  ...Object.fromEntries(steps.flatMap(({ deeds }) => Object.keys(deeds).map((deed) => [deed, 0]))),
  ...totals,
})

/** A share may be missed without anything happening to its member: others did more. */
const shareLook = 7

/** The tier with the instant at which it has to be looked at again: when it would be lost if nothing more were done. */
function lookedAt(
  ledger: Ledger,
  tiers: DeedTiers,
  { deeds, tier: held }: Standing & { readonly tier: TierHeld },
  totals: Totals,
): TierHeld {
  const calendar = calendarOf(ledger.plan)
  const { until: _, ...tier } = held
  if (tier.below !== undefined) return { ...tier, until: calendar.later(tier.below, tiers.grace ?? 'P14D') }
  const today = dayOf(ledger, ledger.now)
  const lenient = leniently(tiers, totals)
  const isLost = (on: number) => rankOf(tiers, tierOn(tiers, { deeds, tier }, on, lenient)) < rankOf(tiers, tier)
  const end = today + (today - firstDayOf(tiers, today)) + 1
  const lost = isLost(end) ? firstDay(isLost, today + 1, end) : Number.POSITIVE_INFINITY
  const look = Math.min(lost, asksShare(tiers, tier) ? today + shareLook : lost)
  return Number.isFinite(look) ? { ...tier, until: calendar.startOf(dateOf(look)) } : tier
}

/** The first day from which on it is so; it is so on the last one. */
function firstDay(isSo: (day: number) => boolean, first: number, last: number): number {
  let [low, high] = [first, last]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isSo(middle)) high = middle
    else low = middle + 1
  }
  return low
}

const asksShare = (tiers: DeedTiers, tier: TierHeld): boolean =>
  tiers.steps
    .slice(0, rankOf(tiers, tier) + 1)
    .some(({ deeds }) =>
      Object.values(deeds).some((asked) =>
        [asked].flat().some((need) => typeof need === 'object' && need.share !== undefined),
      ),
    )

const dateOf = (on: number): string => new Date(on * day).toISOString().slice(0, 'YYYY-MM-DD'.length)
