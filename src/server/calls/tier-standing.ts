import type { Account } from '../../core/points/account.js'
import { deedTierOf, type NeedProgress } from '../../core/points/deed-tier.js'
import { qualifying, rankOf } from '../../core/points/point-tier.js'
import { tallyOf } from '../../core/points/tally.js'
import type { TierHeld } from '../../core/points/tier.js'
import type { Plan } from '../../core/program/plan.js'
import { calendarOf } from '../../core/subject/backend/ledger.js'

/** Where somebody stands among a currency's tiers, and what the next one asks. */
export interface TierStanding {
  readonly held: TierHeld | null
  /** The next tier; `null` at the top, and where a currency has none. */
  readonly next: string | null
  /** Of tiers by points: what was earned in this period, when it ends, and what the next tier still asks of it. */
  readonly points?: { readonly earned: number; readonly periodEnds: number; readonly missing: number }
  /** Of tiers by deeds: each thing that the next tier asks, with how much of it is there. */
  readonly needs?: readonly NeedProgress[]
}

const day = 86_400_000

export function tierStanding(
  plan: Plan,
  account: Account,
  currency: string,
  now: number,
  totals: { readonly [deed: string]: number } = {},
): TierStanding {
  const tiers = plan.program.currencies[currency]?.tiers
  const { tier: held } = account
  if (!tiers) return { held, next: null }
  const step = tiers.steps[rankOf(tiers, held) + 1]
  const next = step?.name ?? null
  const calendar = calendarOf(plan)
  if (tiers.by === 'points') {
    const periodEnds = calendar.endOf(now, tiers.period)
    const earned = tallyOf(account.tallies, qualifying(periodEnds), now)
    const asked = step && 'from' in step ? step.from : earned
    return { held, next, points: { earned, periodEnds, missing: Math.max(0, asked - earned) } }
  }
  const today = Date.parse(`${calendar.dateOf(now)}T00:00Z`) / day
  const { progress } = deedTierOf(tiers, account.deeds, { today, totals, ...(held && { held: held.name }) })
  return { held, next, needs: progress.find(({ name }) => name === next)?.needs ?? [] }
}
