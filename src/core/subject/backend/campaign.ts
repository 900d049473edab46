import type { Credited } from './credit.js'
import { calendarOf, type Ledger } from './ledger.js'

/** The counter of what a campaign has added in all. */
export const campaignCounter = (campaign: string): string => `campaign:${campaign}`

/** What the campaigns of today add to a rule's points, as far as their budgets reach. */
export function campaigned(
  ledger: Ledger,
  rule: string,
  points: number,
): readonly Required<Pick<Credited, 'amount' | 'code' | 'qualifies'>>[] {
  const { plan, now } = ledger
  const today = calendarOf(plan).dateOf(now)
  return Object.entries(plan.program.campaigns).flatMap(([name, campaign]) => {
    if (!campaign.rules.includes(rule) || today < campaign.from || campaign.until < today) return []
    // In thousandths, so that 1.1 times is no matter of binary fractions.
    const thousandths = BigInt(Math.round((campaign.times - 1) * 1_000))
    const more = Number((BigInt(points) * thousandths) / 1_000n)
    const budget = plan.policy.budgets?.campaigns?.[name]
    const counter = campaignCounter(name)
    const left = budget === undefined ? more : Math.max(0, budget - ledger.used(counter))
    const amount = Math.min(more, left)
    if (amount === 0) return []
    if (budget !== undefined) ledger.emit({ type: 'drawn', counter, amount, most: budget })
    return [{ amount, code: `campaign:${name}`, qualifies: false }]
  })
}
